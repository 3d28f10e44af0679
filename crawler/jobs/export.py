"""`cchc export`: one agency's audit with the pages it rests on, in one WACZ to hand over."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from crawler import __version__
from crawler.errors import BadInput, CchcError
from crawler.evidence import records
from crawler.evidence.place import existing
from crawler.evidence.reader import BrokenEvidence
from crawler.evidence.wacz import Capture, Package, Told, zipped
from crawler.jobs.known import load_registry
from crawler.jobs.report import audit
from crawler.registry.model import Agency, Registry
from crawler.registry.sections import resolved_sections
from crawler.store import open_to_read
from crawler.store.database import Store
from crawler.store.evidence import last_manifest
from crawler.store.handover import KeptPage, pages_of
from crawler.store.pages import read_page
from crawler.store.standings import post_rows
from reports.write import write_report

AUDIT, REPORT = "audit", "report.zip"  # the folder inside, and in it the report, which has folders of its own
BESIDE = ("audit.json", "counts.csv", "posts.csv")  # of the report, to be read without unpacking it


@dataclass(frozen=True)
class Exported:
    """`pages`: records of pages inside; `posts`: posts of the agency; `bytes`: of the file."""

    out: Path
    pages: int
    posts: int
    bytes: int


def export(
    registry: Path, db: Path, agency: str, out: Path, *, year: int | None = None, as_of: date | None = None
) -> Exported:
    """Writes the WACZ. The same store, rules and day give the same bytes.

    Raises BadInput on an unknown agency, CchcError where a page is broken: nothing is written then.
    """
    loaded = load_registry(registry)
    found = next((one for one in loaded.agencies if one.id == agency), None)
    if found is None:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {agency}. Hãy xem mã cơ quan bằng “cchc check”.")
    made = audit(registry, db, year=year, as_of=as_of, agencies=[agency])
    store = open_to_read(db)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cchc-export-") as folder:
        report = Path(folder) / AUDIT
        write_report(made, report)
        posts = {row.id for row in post_rows(store, {agency})}
        pages = pages_of(store, _sections(loaded, agency), posts)
        package = Package(Path(folder), _head(pages, agency))
        for page in pages:
            package.add(_capture(store, page))
        zipped(report, Path(folder) / REPORT)
        files = {f"{AUDIT}/{name}": report / name for name in BESIDE} | {f"{AUDIT}/{REPORT}": Path(folder) / REPORT}
        package.write(out, _told(store, loaded, found, pages, made.counts.as_of), files)
    store.close()
    return Exported(out, len(pages), len(posts), out.stat().st_size)


def _sections(registry: Registry, agency: str) -> set[str]:
    return {one.section for one in resolved_sections(registry) if one.owner == agency}


def _told(store: Store, registry: Registry, agency: Agency, pages: list[KeptPage], as_of: str) -> Told:
    number, sha256 = last_manifest(store)
    return Told(
        title=f"{agency.name}: {registry.plan.title}",
        description=f"Kết quả kiểm tra tính đến {as_of} và các trang làm bằng chứng, nguyên như khi nhận được.",
        made_at=records.moment(_last(pages)),
        software=f"cchc-audit/{__version__}",
        more={"cchc": {"agency": agency.id, "as_of": as_of, "manifest": number, "manifest_sha256": sha256}},
    )


def _head(pages: list[KeptPage], agency: str) -> bytes:
    info = {"software": f"cchc-audit/{__version__}", "format": "WARC File Format 1.1", "description": agency}
    return records.warcinfo("data.warc.gz", info, _last(pages), named=f"warcinfo {agency}")


def _last(pages: list[KeptPage]) -> datetime:
    """When the last of them came."""
    return max((datetime.fromisoformat(page.at) for page in pages), default=datetime(1970, 1, 1, tzinfo=UTC))


def _capture(store: Store, page: KeptPage) -> Capture:
    """The page's records as they were written; of one that the store itself holds, a record of what it is."""
    try:
        kept = read_page(store, page.sha256, page.url)
        if kept is None:
            raise BrokenEvidence("cơ sở dữ liệu không có trang này")
    except BrokenEvidence as error:
        raise CchcError(f"Bằng chứng hỏng: {page.url}: {error}. Hãy chạy “cchc verify” để xem hết.") from error
    at = datetime.fromisoformat(page.at)
    if page.file is None or store.root is None:
        packed = records.resource(page.url, page.media_type, kept.body, at, named=f"{page.sha256} {page.url}")
        return Capture(page.url, records.moment(at), page.media_type, f"sha256:{page.sha256}", packed, page.title)
    with existing(store.root, page.file).open("rb") as file:
        file.seek(page.offset)
        packed = file.read(page.length)
    digest = f"sha256:{page.payload or page.sha256}"
    return Capture(page.url, page.at, page.media_type, digest, packed, page.title)
