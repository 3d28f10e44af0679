"""`cchc add`: a post that an agency says was missed, fetched, stored and decided as any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from crawler import identity
from crawler.errors import BadInput, CchcError
from crawler.jobs.cells import CellChange, changed
from crawler.jobs.crawl import run_spider
from crawler.jobs.decide import decide
from crawler.jobs.heard import home_section
from crawler.jobs.known import load_registry
from crawler.jobs.review import keep_text
from crawler.ledger import SectionFacts
from crawler.posts import PostRow
from crawler.registry.model import Registry
from crawler.store import decisions, open_store
from crawler.store.crawls import failures
from crawler.store.posts import find_post
from crawler.store.records import DecisionRecord
from crawler.store.standings import post_rows, tallies
from crawler.text import clean


@dataclass(frozen=True)
class Added:
    """The post as it stands now. `known`: it was stored before. `section`: the one that it belongs to."""

    post: str
    known: bool
    section: SectionFacts
    rows: tuple[PostRow, ...]
    cells: tuple[CellChange, ...]


def add(registry: Path, db: Path, url: str, *, agency: str, who: str, reason: str, log_level: str = "WARNING") -> Added:
    """Reads the page at `url` and stores it as a post, with who added it and why.

    Raises BadInput on an address that is neither the agency's nor the portal's, CchcError where the page can't be read
    or is no post, SectionHeld while a crawl reads the agency's sections.
    """
    loaded = load_registry(registry, network=True)
    home = _checked(loaded, url, agency, who, reason)
    store = open_store(db)
    decide(store, loaded)
    old, known = tallies(store), find_post(store, "", identity.key(url)) is not None
    crawl = run_spider(
        {"CCHC_REGISTRY": str(registry), "CCHC_DB": str(db), "CCHC_EVENTS": True, "LOG_LEVEL": log_level},
        {"url": url, "owner": home.owner, "section": home.section},
        spider="addition",
    )
    post = _read(store, crawl, url)
    _log(store, post, url, agency, who, reason)
    decide(store, loaded)
    rows, cells = tuple(post_rows(store, post=post)), changed(old, tallies(store))
    store.close()
    return Added(post, known, home, rows, cells)


def _checked(registry: Registry, url: str, agency: str, who: str, reason: str) -> SectionFacts:
    """The section that the address belongs to; BadInput says what is wrong with what was asked."""
    if registry.agency(agency) is None:
        raise BadInput(f"Tệp đăng ký không có cơ quan: {agency}. Hãy xem mã cơ quan bằng “cchc check”.")
    if not clean(who) or not clean(reason):
        raise BadInput("Cần ghi ai bổ sung (--by) và vì sao (--reason).")
    if not identity.canonical(url) or identity.trap(url):
        raise BadInput(f"“{url}” không phải địa chỉ của một tin, bài. Hãy chép đúng địa chỉ trang của tin, bài.")
    home = home_section(registry, agency, url)
    if home is None:
        raise BadInput(
            f"Địa chỉ {url} không thuộc trang của {agency} hay của Cổng, hoặc ở đó chưa đăng ký chuyên mục nào. "
            "Nếu máy chủ ấy là của cơ quan thì hãy ghi nó vào hosts trong tệp đăng ký."
        )
    return home


def _read(store: Database, crawl: str, url: str) -> str:
    """The id of the post that was read."""
    failed = next(iter(failures(store, crawl)), None)
    post = find_post(store, "", identity.key(url))
    if failed is not None or post is None:
        raise CchcError(f"Không đọc được tin, bài ở {url}: {failed or 'hãy xem nhật ký'}. Chưa bổ sung gì.")
    return post


def _log(store: Database, post: str, url: str, agency: str, who: str, reason: str) -> None:
    at = datetime.now(UTC).isoformat()
    with store.atomic():
        text = keep_text(store, post)
        made = DecisionRecord(
            post, identity.key(url), decisions.ADDED, url, clean(who), clean(reason), at, agency, text_hash=text
        )
        decisions.append(store, [decisions.identified(made, at)])
