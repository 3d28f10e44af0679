"""`cchc demo`: the whole job on a province of our own, served on loopback, and compared with its known truth."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.demo.compare import Difference, compare
from crawler.demo.duties import LOOKED_TO, YEAR
from crawler.demo.plan import PORT, province
from crawler.demo.registry import HEAD, registry
from crawler.demo.serve import Served, serve
from crawler.demo.truth import truth
from crawler.errors import BadInput
from crawler.evidence.place import folder_of
from crawler.jobs.count import count
from crawler.jobs.crawl import CrawlOutcome, Progress, crawl
from crawler.jobs.posts import ALL, posts
from crawler.jobs.report import report


@dataclass(frozen=True)
class DemoOutcome:
    """What the demo made in `out`, and how it differs from what it must be.

    `cells`: periods compared; `hits`: how often each (site id, path) was asked for.
    """

    out: Path
    index: Path
    registry: Path
    db: Path
    crawl: CrawlOutcome
    agencies: int
    cells: int
    posts: int
    differences: tuple[Difference, ...]
    hits: Mapping[tuple[str, str], int]

    @property
    def as_expected(self) -> bool:
        return not self.differences


def demo(out: Path, progress: Callable[[Progress], None] | None = None) -> DemoOutcome:
    """Serves the demo province, audits it into `out` from nothing, and compares: registry, store, report.

    What an earlier demo left in `out` is replaced. Raises BadInput where anybody else's registry or store lies there.
    """
    path, db, report_to = out / "site_registry.yaml", out / "cchc.db", out / "report"
    _make_room(path, db)
    with _served() as served:
        path.write_text(registry(served.province), encoding="utf-8")
        outcome = crawl(path, db, progress=progress)
    counts = count(path, db, year=YEAR, as_of=LOOKED_TO)
    listed = posts(path, db, status=ALL)
    made = report(path, db, report_to, year=YEAR, as_of=LOOKED_TO)
    expected = truth(served.province)
    found = compare(served.province, expected, counts, listed)
    if made.mismatches:
        found.append(Difference(None, None, None, "mismatches", 0, made.mismatches))
    return DemoOutcome(
        out=out,
        index=made.index,
        registry=path,
        db=db,
        crawl=outcome,
        agencies=len(counts.agencies),
        cells=expected.cells,
        posts=len(listed),
        differences=tuple(found),
        hits=dict(served.hits),
    )


@contextmanager
def _served() -> Iterator[Served]:
    """The province at its usual port, so that links in the report stay good; at free ones where that is taken."""
    with ExitStack() as open_:
        try:
            served = open_.enter_context(serve(province(), PORT))
        except OSError:
            served = open_.enter_context(serve(province()))
        yield served


def _make_room(path: Path, db: Path) -> None:
    """Takes away an earlier demo's store, and nobody else's."""
    if any(file.exists() for file in (path, db)) and not _is_ours(path):
        raise BadInput(
            f"Thư mục {path.parent} đang có tệp đăng ký hoặc cơ sở dữ liệu khác. Hãy chọn thư mục khác: --out."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    for name in (db.name, f"{db.name}-wal", f"{db.name}-shm"):
        db.with_name(name).unlink(missing_ok=True)
    shutil.rmtree(folder_of(db), ignore_errors=True)


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace").startswith(HEAD)
