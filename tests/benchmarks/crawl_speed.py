"""`python -m tests.benchmarks.crawl_speed`: speed and peak memory of a crawl of the demo, beside a bare download.

Both run in turn, each as a process of its own, over the same pages served by a third one. Prints a table for
docs/performance.md; only the ratios mean anything on another machine.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from crawler.demo.plan import province
from crawler.demo.registry import registry
from crawler.demo.serve import serve
from crawler.store import open_store

RUNS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as name, serve(province()) as served:
        folder = Path(name)
        (folder / "registry.yaml").write_text(registry(served.province), encoding="utf-8")
        pages = _pages(folder)
        bare = [sys.executable, "-m", "tests.benchmarks.bare", str(folder / "addresses.txt")]
        rows: dict[str, list[tuple[float, float]]] = {"bare": [], "crawl": []}
        for _ in range(RUNS):
            rows["bare"].append(_measured(bare))
            rows["crawl"].append(_measured(_crawl(folder)))
    print(f"{pages} pages, {RUNS} runs of each in turn, medians\n")
    print("| what | pages a second | × bare | peak MB |\n| --- | --- | --- | --- |")
    speeds = {name: statistics.median(pages / wall for wall, _ in found) for name, found in rows.items()}
    for name, found in rows.items():
        memory = statistics.median(peak for _, peak in found)
        print(f"| {name} | {speeds[name]:.0f} | {speeds[name] / speeds['bare']:.2f} | {memory:.0f} |")


def _pages(folder: Path) -> int:
    """Crawls once, and writes down every address that was asked for."""
    _measured(_crawl(folder))
    store = open_store(folder / "cchc.db")
    urls = [row["url"] for row in store.query("SELECT url FROM coverage WHERE status IS NOT NULL")]
    urls += [row["snapshot_url"] for row in store.query("SELECT snapshot_url FROM post WHERE snapshot IS NOT NULL")]
    store.close()
    (folder / "addresses.txt").write_text("\n".join(urls), encoding="utf-8")
    return len(urls)


def _crawl(folder: Path) -> Sequence[str]:
    for file in folder.glob("cchc.db*"):
        file.unlink()
    settings = [f"CCHC_REGISTRY={folder / 'registry.yaml'}", f"CCHC_DB={folder / 'cchc.db'}", "LOG_LEVEL=ERROR"]
    return [sys.executable, "-m", "scrapy", "crawl", "agency", *(word for one in settings for word in ("-s", one))]


def _measured(command: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"})
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return wall, usage.ru_maxrss / 1024


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
