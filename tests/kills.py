"""`python -m tests.kills --points 100`: ends crawls, nights and reports of the demo at random moments with SIGKILL.

After the next run posts, decisions, coverage and counts must equal those of a run that nobody disturbed, and the report
must be the same. Prints a line for each point; exit code 1 where one differs. For Linux: whole groups are killed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.demo.duties import LOOKED_TO, YEAR
from crawler.demo.plan import province
from crawler.demo.registry import registry
from crawler.demo.serve import serve
from crawler.store import open_store

WORKS = ("crawl", "nightly", "report")
#: Columns that tell when and at which of its addresses a post was met first: undisturbed runs differ in them, too.
BY_CHANCE = ("first_seen", "url", "other_urls", "snapshot")
DONE = (0, 3)  # the demo has a site that is down
PATIENCE = 300  # seconds


@dataclass(frozen=True)
class Ground:
    """A folder with a registry and a store that some agencies' crawl and an inspector's decisions began."""

    folder: Path

    @property
    def db(self) -> Path:
        return self.folder / "cchc.db"

    def command(self, work: str) -> list[str]:
        more = {
            "crawl": [],
            "nightly": ["--out", str(self.folder / "nights"), "--retry-after", "0"],
            "report": ["--out", str(self.folder / "report"), "--year", str(YEAR), "--as-of", LOOKED_TO.isoformat()],
        }[work]
        return self._cchc(work, *more)

    def ask(self, *arguments: str) -> Any:
        done = subprocess.run(self._cchc(*arguments, "--format", "json"), capture_output=True, timeout=PATIENCE)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return json.loads(done.stdout)

    def _cchc(self, *arguments: str) -> list[str]:
        where = ["--registry", str(self.folder / "site_registry.yaml"), "--db", str(self.db)]
        return [sys.executable, "-m", "crawler", *arguments, *where]

    def state(self, work: str) -> dict[str, Any]:
        """What must be the same whatever happened on the way."""
        rows = [_post(row) for row in self.ask("posts", "--status", "all")]
        said = {
            "posts": sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)),
            "decisions": self.ask("review", "log"),
            "counts": self.ask("counts", "--year", str(YEAR), "--as-of", LOOKED_TO.isoformat()),
            "sound": [row[0] for row in open_store(self.db).execute("PRAGMA integrity_check")],
        }
        return said | ({"report": _report(self.folder / "report")} if work == "report" else {})


def _post(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in row if name not in BY_CHANCE}
    return kept | {"addresses": sorted([row["url"], *row["other_urls"]])}


def _report(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@contextmanager
def begun(folder: Path) -> Iterator[Ground]:
    """The demo served, one agency of it read and one post decided by a person."""
    ground = Ground(folder)
    with serve(province()) as served:
        folder.mkdir(parents=True)
        (folder / "site_registry.yaml").write_text(registry(served.province), encoding="utf-8")
        first = next(site.id for site in served.province.sites if not site.down and site.id != "portal")
        _run([*ground.command("crawl"), "--agency", first])
        post = ground.ask("posts", "--agency", first)[0]["id"]
        said = ["--reject", "--by", "Thanh tra", "--reason", "thử"]
        _run(ground._cchc("review", "decide", post, *said))
        yield ground


def copy(ground: Ground, to: Path) -> Ground:
    shutil.copytree(ground.folder, to)
    return Ground(to)


def _run(command: list[str]) -> float:
    """Seconds that it took. Raises RuntimeError where it did not come to its end."""
    begin = time.monotonic()
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE)
    if done.returncode not in DONE:
        raise RuntimeError(f"{command[3]}: {done.returncode}\n{done.stderr.decode()}")
    return time.monotonic() - begin


def killed(command: list[str], after: float, *, whole: bool) -> bool:
    """Ends the command after so many seconds, with its children or alone; False where it was done before."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        child.wait(after)
        return False
    except subprocess.TimeoutExpired:
        pass
    if whole:
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()
    _await_the_end(child.pid)
    return True


def _await_the_end(group: int) -> None:
    """Until nobody of the group is left; who is after a while is ended too."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The names of what differs; for posts also the first row and its columns."""
    found = [name for name in one if one[name] != other[name]]
    rows = [(a, b) for a, b in zip(one["posts"], other["posts"], strict=False) if a != b][:1]
    return found + [f"{a[n]} / {b[n]}" for a, b in rows for n in a if a[n] != b[n]]


def points(
    folder: Path, many: int, seed: int, works: tuple[str, ...] = WORKS
) -> Iterator[tuple[str, float, bool, list[str]]]:
    """For each point: what was done, when it was killed (seconds), whether it was in time, what differs afterwards."""
    chance = random.Random(seed)
    with begun(folder / "ground") as ground:
        expected, takes = {}, {}
        for work in works:
            whole = copy(ground, folder / f"whole-{work}")
            if work == "report":
                _run(whole.command("crawl"))
                shutil.copytree(whole.folder, folder / "read")
            takes[work] = _run(whole.command(work))
            expected[work] = whole.state(work)
        for number in range(many):
            work = works[number % len(works)]
            place = Ground(folder / "read") if work == "report" else ground
            here = copy(place, folder / f"point-{number}")
            after = chance.uniform(0, takes[work])
            hit = killed(here.command(work), after, whole=chance.random() < 0.5)
            _run(here.command(work))
            yield work, after, hit, differences(expected[work], here.state(work))
            shutil.rmtree(here.folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = hits = 0
    with tempfile.TemporaryDirectory() as folder:
        for work, after, hit, differs in points(Path(folder) / "kills", given.points, given.seed):
            hits, wrong = hits + hit, wrong + bool(differs)
            print(
                f"{work:8} {after:6.2f} s {'killed' if hit else 'done before'} {', '.join(differs) or 'equal'}",
                flush=True,
            )
    print(f"{given.points} points, {hits} killed in time, {wrong} different")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
