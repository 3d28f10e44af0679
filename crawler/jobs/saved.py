"""`cchc crawl --from`: the listings as an archive has them, the newest first, then as it had them before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from crawler import identity
from crawler import settings as defaults
from crawler.errors import BadInput
from crawler.jobs.heard import home_section
from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import hosts_of, owners, resolved_sections
from crawler.store import open_store
from crawler.store.crawls import known_entries, list_page_rows
from spiders.archives import captures
from spiders.archives.captures import Capture, Index
from spiders.archives.opening import opened

Origin = Literal["archive", "export"]
RunSpider = Callable[[str, dict[str, Any], dict[str, str]], str]  # spider, settings, arguments -> the crawl's id

_OFF = (  # nothing is asked of any site
    "spiders.addresses.AddressMiddleware",
    "spiders.robots.RobotsMiddleware",
    "spiders.manners.MannersMiddleware",
    "spiders.proxy.RegistryProxy",
    "spiders.throttle.Throttle",
    "spiders.conditional.ConditionalMiddleware",  # a copy's ETag is none to ask the site with
)
_FOUND = 200


@dataclass(frozen=True)
class Source:
    """An archive that is ready to be read. `notes`: what a user has to know of it (Vietnamese)."""

    index: Index
    origin: Origin
    notes: tuple[str, ...]
    file: Path  # the index, for the crawl's own process
    forced: bool = False  # the user said what it is


def ready(
    path: Path,
    work: Path,
    registry: Registry,
    asked: Collection[str],
    *,
    saved_on: date | None = None,
    origin: Origin | None = None,
) -> Source:
    """The archive's index, written into the folder `work`, which has to live as long as the crawl.

    Raises BadInput where it can't be read, or has no page of those that are asked for.
    """
    zone = registry.province.zone
    hosts = {host for owner, _, _ in owners(registry) for host in hosts_of(registry, owner)}
    found = opened(path, work, hosts, most=defaults.DOWNLOAD_MAXSIZE, zone=zone)
    wanted = frozenset(host for owner in asked for host in hosts_of(registry, owner))
    own = [one for one in found.captures if identity.same_site(one.url, wanted)]
    if not own:
        others = ", ".join(sorted(Index(found.captures).hosts())[:5])
        raise BadInput(
            f"{path}: không có trang nào của các cơ quan cần đọc (chỉ có: {others}). Hãy xem lại tệp, hoặc website và "
            "hosts trong tệp đăng ký."
        )
    moment = datetime.combine(saved_on, time(), zone) if saved_on else None
    own = captures.dated(own, moment)
    captures.write(own, work / "index.jsonl")
    said: Origin = "export" if any(one.origin == "export" for one in own) else "archive"
    notes = (*found.notes, *_untimed(own))
    return Source(Index(own), origin or said, notes, work / "index.jsonl", origin is not None)


def _untimed(own: Sequence[Capture]) -> Iterator[str]:
    count = sum(one.time is None for one in own)
    if count:
        yield (
            f"{count} trang không rõ được lưu lúc nào: tin, bài vẫn được đọc nhưng không chứng tỏ kỳ nào đã đọc đủ. "
            "Nếu biết ngày lưu thì hãy thêm --saved-on NĂM-THÁNG-NGÀY, hoặc cột time trong index.csv."
        )


def settings_for(source: Source) -> dict[str, Any]:
    """The settings of a crawl that reads the archive and nothing else."""
    handler, usual = "spiders.archives.handler.SavedHandler", defaults.DOWNLOADER_MIDDLEWARES
    extensions = {name: None if name in _OFF else place for name, place in defaults.EXTENSIONS.items()}
    return {
        "CCHC_SAVED": str(source.file),
        "CCHC_ORIGIN": source.origin,
        "DOWNLOAD_HANDLERS": {**defaults.DOWNLOAD_HANDLERS, "http": handler, "https": handler},
        "DOWNLOADER_MIDDLEWARES": {name: None if name in _OFF else place for name, place in usual.items()},
        "EXTENSIONS": extensions,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "RETRY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    }


def read_all(source: Source, registry: Registry, db: Path, asked: Sequence[str], run: RunSpider) -> list[str]:
    """Reads the listings at every moment at which they were saved, then what was handed over without one.

    Returns the ids of the crawls; the first read the newest captures.
    """
    settings = settings_for(source)
    forced = {"origin": source.origin} if source.forced else {}
    facts = [one for one in resolved_sections(registry) if one.owner in asked]
    readings = {one.section: len(source.index.readings(one.url)) for one in facts}
    made = []
    for number in range(max([1, *readings.values()])):
        busy = {one.owner for one in facts if number == 0 or readings[one.section] > number}
        told = {"agency": ",".join(owner for owner in asked if owner in busy), "reading": str(number)}
        made.append(run("saved", settings, {**told, **forced}))
    handed = unlisted(source, registry, db, asked)
    if handed:
        file = source.file.with_name("unlisted.json")
        file.write_text(json.dumps(handed), encoding="utf-8")
        told = {"agency": ",".join(asked), "unlisted": str(file)}
        made.append(run("unlisted", settings, {**told, **forced}))
    return made


def unlisted(source: Source, registry: Registry, db: Path, asked: Sequence[str]) -> dict[str, list[str]]:
    """section -> addresses of its owner that were handed over and that no listing has led to."""
    store = open_store(db)
    known = set(known_entries(store)) | {identity.key(row.url) for row in list_page_rows(store)}
    store.close()
    found: dict[str, list[str]] = defaultdict(list)
    for one in source.index:
        entry = identity.key(one.url)
        if _handed(one) and entry not in known and (section := _home(registry, asked, one.url)):
            known.add(entry)
            found[section].append(one.url)
    return dict(found)


def _handed(one: Capture) -> bool:
    return one.origin == "export" and one.status == _FOUND and not one.alias and identity.trap(one.url) is None


def _home(registry: Registry, asked: Sequence[str], url: str) -> str | None:
    """The section that the page is put under: of an agency; the portal's posts are credited by their listings."""
    for owner in asked:
        if owner != PORTAL and identity.same_site(url, hosts_of(registry, owner)):
            home = home_section(registry, owner, url)
            return home.section if home and home.owner == owner else None
    return None
