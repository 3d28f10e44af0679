"""Crawls of the captured sites (`../shared/captures`), from their section addresses alone, and what came out.

`python -m tests.captured` prints the table of docs/accuracy.md.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from crawler import identity
from crawler.jobs.crawl import CrawlOutcome, crawl
from crawler.jobs.posts import posts
from crawler.posts import PostRow

SHARED = Path(os.environ.get("CCHC_SHARED") or Path(__file__).parents[2] / "shared")
CAPTURES = SHARED / "captures"
NAMES = ("nukeviet", "nukeviet-egov", "joomla3", "joomla5", "drupal7", "drupal9")


@dataclass(frozen=True)
class Figures:
    """What a crawl of one capture found of its truth. `wrong`: another day than the true one; `extra`: no such post."""

    name: str
    posts: int
    found: int
    right: int
    wrong: tuple[str, ...]
    undated: tuple[str, ...]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    titles: int


def crawled(folder: Path) -> tuple[CrawlOutcome, dict[str, list[PostRow]], dict[str, str]]:
    """Crawls all captures into a store in `folder`: the outcome, the posts of each, and where each was served."""
    with _serving() as bases:
        registry = folder / "site_registry.yaml"
        registry.write_text(_registry(bases), encoding="utf-8")
        outcome = crawl(registry, folder / "cchc.db", log_level="ERROR")
    found: dict[str, list[PostRow]] = {name: [] for name in NAMES}
    for row in posts(registry, folder / "cchc.db", status="all"):
        found[row.agency or ""].append(row)
    return outcome, found, bases


def figures(name: str, found: list[PostRow], base: str) -> Figures:
    """The posts found in a capture against its truth."""
    about = json.loads((CAPTURES / name / "about.json").read_text(encoding="utf-8"))
    truth = [json.loads(line) for line in (CAPTURES / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    own: dict[str, dict[str, Any]] = {}
    for row in truth:
        for url in (row["url"], *row["other_urls"]):
            own[identity.key(url.replace(about["origin"], base))] = row
    matched = [(post, own.get(identity.key(post.url))) for post in found]
    seen = {row["url"] for _, row in matched if row}
    dated = [(post, row) for post, row in matched if row]
    return Figures(
        name=name,
        posts=len(truth),
        found=len(seen),
        right=sum(1 for post, row in dated if (post.published or "")[:10] == row["published"][:10]),
        wrong=tuple(post.url for post, row in dated if post.published and post.published[:10] != row["published"][:10]),
        undated=tuple(post.url for post, row in dated if not post.published),
        missed=tuple(row["url"] for row in truth if row["url"] not in seen),
        extra=tuple(post.url for post, row in matched if not row) + tuple(_twice(dated)),
        titles=sum(1 for post, row in dated if post.title == row["title"]),
    )


def _twice(dated: list[tuple[PostRow, dict[str, Any]]]) -> Iterator[str]:
    seen: set[str] = set()
    for post, row in dated:
        if row["url"] in seen:
            yield post.url
        seen.add(row["url"])


@contextmanager
def _serving() -> Iterator[dict[str, str]]:
    serve = _serve_module()
    with ExitStack() as open_:
        yield {
            name: open_.enter_context(serve.running(name, host=f"127.0.5.{place}")).url
            for place, name in enumerate(NAMES, start=1)
        }


def _serve_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("captures_serve", CAPTURES / "serve.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CAPTURES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _registry(bases: dict[str, str]) -> str:
    """Sections' addresses alone: no family, no selector. robots.txt is let be: Drupal's asks for ten seconds a page."""
    lines = [
        "version: 1",
        "province: {id: captured, name: Các trang đã lưu}",
        "crawl: {delay: 0, allow_private_addresses: true, obey_robots: false, concurrency_per_site: 4, retries: 0}",
        "plan:",
        "  year: 2024",
        "  title: Kế hoạch thử nghiệm",
        "  quotas:",
        "    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 5,"
        " basis: average, kinds: [department]}",
        "agencies:",
    ]
    for name, base in bases.items():
        about = json.loads((CAPTURES / name / "about.json").read_text(encoding="utf-8"))
        lines += [f"  - id: {name}", f"    name: Sở {name}", "    kind: department", f"    website: {base}"]
        lines += [
            "    sections:",
            *(f"      - url: {s['url'].replace(about['origin'], base)}" for s in about["sections"]),
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome, found, bases = crawled(Path(folder))
    rows = [figures(name, found[name], bases[name]) for name in NAMES]
    print("| capture | posts | found | titles exact | days right | wrong | undated | missed | extra |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        counts = (len(row.wrong), len(row.undated), len(row.missed), len(row.extra))
        print(
            f"| {row.name} | {row.posts} | {row.found} | {row.titles} | {row.right} | {' | '.join(map(str, counts))} |"
        )
        for what in ("wrong", "undated", "missed", "extra"):
            for url in getattr(row, what):
                print(f"  {what}: {url}", file=sys.stderr)
    for short in outcome.shortfalls:
        print(f"  not whole: {short.section.url}: {short.causes[0].why}", file=sys.stderr)


if __name__ == "__main__":
    main()
