"""What an archive holds: captures of addresses at moments, and which of them answers a request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from crawler import identity

_WAYBACK = re.compile(
    r"^(?:https?://[^/]+)?(?:/[\w.-]+)?/(?:web/)?(?P<time>[0-9]{4,14})(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}.+)$",
    re.IGNORECASE | re.DOTALL,
)
_IN_LANGUAGE = re.compile(r"(?:^|&)lang(?:uage)?=([^&]*)", re.IGNORECASE)
_FOUND = 200
MOST_READINGS = 60  # of one section's listing at different times


@dataclass(frozen=True)
class Capture:
    """One saved answer. `file` and `offset` say where its body stands, `head` where its headers do if elsewhere.

    `time` is None where nobody says when it was saved. `sure`: its address is told by whatever saved it, not concluded
    from the page's own words. `alias`: an address of the saving program's own, which leads to `url`.
    """

    url: str
    time: datetime | None
    status: int
    origin: str  # archive | export
    kind: str  # warc | file | mhtml
    file: str
    offset: int = 0
    head: int | None = None
    sure: bool = True
    digest: str = ""
    alias: bool = False

    @property
    def proof(self) -> bool:
        """Whether it shows what stood at its address at a known time."""
        return self.time is not None and self.sure


def unwrapped(url: str) -> tuple[str, datetime | None]:
    """The address that a web archive's own address (`…/web/20240710030000id_/http://…`) stands for, and its time."""
    found = _WAYBACK.match(url)
    if found is None:
        return url, None
    original = re.sub(r"^(https?):/(?!/)", r"\1://", found.group("url"))
    return original, stamp(found.group("time"))


def stamp(digits: str) -> datetime | None:
    """The moment that the 14 digits of a web archive name (UTC); None for fewer, or for none."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(digits) == 14 else None
    except ValueError:
        return None


def exact(url: str) -> str:
    """An address but for scheme, `www.`, fragment and the slash at its end."""
    parts = urlsplit(url)
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=-._~")
    return f"{identity.host(url)}{path}" + (f"?{parts.query}" if parts.query else "")


def same_page(url: str) -> str:
    """An address but for what says nothing of which page it is: sessions, tracking, the order of parameters."""
    return exact(identity.canonical(url))


def _language(url: str) -> list[str]:
    return _IN_LANGUAGE.findall(urlsplit(url).query)


class Index:
    """The captures of an archive by the addresses they answer."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._by_key: dict[str, list[Capture]] = {}
        self.size = 0
        for one in captures:
            self._by_key.setdefault(identity.key(one.url), []).append(one)
            self.size += 1

    def __iter__(self) -> Iterator[Capture]:
        return (one for found in self._by_key.values() for one in found)

    def hosts(self) -> set[str]:
        """The hosts of its captures, without `www.`."""
        return {identity.host(one.url) for one in self}

    def listings(self, url: str) -> list[Capture]:
        """Captures of exactly that list page, the newest first; what did not answer with a page last."""
        found = self._by_key.get(identity.key(url), [])
        like = [one for one in found if exact(one.url) == exact(url)] or [
            one for one in found if same_page(one.url) == same_page(url) and _language(one.url) == _language(url)
        ]
        return sorted(like, key=lambda one: (one.status == _FOUND, _moment(one)), reverse=True)

    def readings(self, url: str) -> list[Capture]:
        """The captures of a section's first page at which its listing is read, newest first: not twice the same."""
        found = [one for one in self.listings(url) if one.status == _FOUND] or self.listings(url)[:1]
        return thinned(_different(found))

    def listing(self, url: str, since: datetime | None) -> Capture | None:
        """The list page as it was when, or soonest after, the page before it was saved; else the last before."""
        return _nearest(self.listings(url), since)

    def post(self, url: str, since: datetime | None) -> Capture | None:
        """The post's page, as it was when its listing was saved or soonest after; another spelling of it will do."""
        found = self._by_key.get(identity.key(url), [])
        for like in (exact, same_page):
            if same := [one for one in found if like(one.url) == like(url)]:
                break
        else:
            same = found
        return _nearest(same if any(one.status == _FOUND for one in same) else found, since)


def _moment(capture: Capture) -> datetime:
    return capture.time or datetime.min.replace(tzinfo=UTC)


def _nearest(found: Sequence[Capture], since: datetime | None) -> Capture | None:
    for wanted in (lambda one: one.status == _FOUND, lambda one: one.status < 400, lambda one: True):
        fit = sorted(filter(wanted, found), key=_moment)
        if fit:
            later = [one for one in fit if since is None or _moment(one) >= since]
            return later[0] if later and since is not None else fit[-1]
    return None


def _different(found: Sequence[Capture]) -> list[Capture]:
    """The captures, newest first, without those that say the same as the next newer one."""
    return [
        one
        for number, one in enumerate(found)
        if not number or not one.digest or one.digest != found[number - 1].digest
    ]


def thinned(found: Sequence[Capture]) -> list[Capture]:
    """At most `MOST_READINGS` of them: the newest of each day, else of each week, of each month; else the newest."""
    for part in (lambda day: (day,), lambda day: day.isocalendar()[:2], lambda day: (day.year, day.month)):
        newest: dict[object, Capture] = {}
        for one in found:
            newest.setdefault(part(_moment(one).date()), one)
        kept = list(newest.values())
        if len(kept) <= MOST_READINGS:
            break
    return kept[:MOST_READINGS]


def dated(captures: Iterable[Capture], moment: datetime | None) -> list[Capture]:
    """The captures; those that nobody dated are of that moment."""
    return [one if one.time or moment is None else replace(one, time=moment) for one in captures]


def write(captures: Iterable[Capture], path: Path) -> None:
    """Writes captures as JSON lines, for another process."""
    with path.open("w", encoding="utf-8") as out:
        for one in captures:
            row = asdict(one) | {"time": one.time.isoformat() if one.time else None}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Capture]:
    """The captures that were written there."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Capture(**(row | {"time": datetime.fromisoformat(row["time"]) if row["time"] else None}))


def day_of(capture: Capture) -> date | None:
    """The day on which it was saved (UTC)."""
    return capture.time.date() if capture.time else None
