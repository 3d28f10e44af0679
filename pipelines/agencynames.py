"""Where a text names an agency of the registry: in full, by an alias, by initials, with marks or without.

"Sở Kế hoạch và Đầu tư" may be printed "Sở KH&ĐT", "Sở KH và ĐT" or "SKHĐT": every word in full, or some words in a row
by their initials in capitals. Of names that begin at the same word the longest is meant; a name that goes on as another
one ("Sở Văn hóa" in "Sở Văn hóa, Thể thao và Du lịch"), or with another province, is not the agency's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from crawler.registry.model import Agency, InForce
from crawler.registry.sections import own_hosts
from pipelines.spelling import bare, canon

_TOKEN = re.compile(r"[^\W_]+")
_WITHIN = re.compile(r"[\s\-–,&./]*")  # what may stand between the words of a name
_SKIPPED = frozenset({"và", "va"})
_IN_THE_MIDDLE = _SKIPPED | {"tỉnh", "tinh"}  # "Đài Phát thanh - Truyền hình tỉnh …"
_WRITTEN_OUT = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ptnt": "phát triển nông thôn", "tp": "thành phố",
    "tx": "thị xã", "vp": "văn phòng", "kcn": "khu công nghiệp", "ptth": "phát thanh truyền hình",
    "pt": "phát thanh", "th": "truyền hình", "tttt": "thông tin truyền thông", "bql": "ban quản lý",
}  # fmt: skip
_PLACES = ("huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn")
_COUNCIL = "ủy ban nhân dân "
_FIELD = "sở "  # of the names "Sở …", what follows is the field
_LEAST_INITIALS = 3


@dataclass(frozen=True)
class Token:
    """A word of a text: as printed, canonical, and without marks."""

    start: int
    end: int
    printed: str
    canonical: str
    plain: str

    @property
    def capital(self) -> bool:
        return self.printed[:1].isupper()


@dataclass(frozen=True)
class Name:
    """One name of an agency as its words. `place`: that of the place alone. `field`: without its "Sở".

    `initials`: so short that it is only believed where it stands alone.
    """

    agency: str
    words: tuple[str, ...]
    place: bool = False
    field: bool = False
    initials: bool = False


@dataclass(frozen=True)
class Mention:
    """A name at [start, end) of a text. `foreign`: it goes on as the name of somebody else."""

    name: Name
    start: int
    end: int
    foreign: bool = False

    @property
    def agency(self) -> str:
        return self.name.agency


class Names:
    """All names of the audited agencies. `province`: its own name, which may follow any of them."""

    def __init__(self, agencies: Iterable[Agency], province: str) -> None:
        agencies = tuple(agencies)
        self.hosts = {host: agency.id for agency in agencies for host in own_hosts(agency)}
        self.dates: dict[str, InForce] = {agency.id: agency for agency in agencies}
        self._by_first: dict[str, list[Name]] = {}
        own = [word for word in tokens(province) if word.canonical not in ("tỉnh", "thành", "phố")]
        self._province = tuple(word.plain for word in own)
        for name in {name for agency in agencies for name in names_of(agency)}:
            for first in {bare(name.words[0]), bare(name.words[0])[0]}:
                self._by_first.setdefault(first, []).append(name)

    def mentions(self, text: str) -> list[Mention]:
        """All names in a text, in order, the longest where they overlap."""
        words = tokens(text)
        found, after = [], 0
        for at in range(len(words)):
            here = [] if at < after else self._at(text, words, at)
            for name, end in here:
                foreign = self._goes_on(text, words, end)
                found.append(Mention(name, words[at].start, words[end - 1].end, foreign))
                after = end
        return found

    def _at(self, text: str, words: list[Token], at: int) -> list[tuple[Name, int]]:
        """The longest names that begin at a word, each of another agency."""
        first = words[at]
        tried = self._by_first.get(first.plain, [])
        if first.printed.isupper():
            tried = [*tried, *self._by_first.get(first.plain[:1], [])]
        ends = {name: end for name in tried if (end := _matched(text, words, at, name))}
        longest = max(ends.values(), default=0)
        named = [name for name in ends if ends[name] == longest]
        registered = [name for name in named if name.initials]  # before what only has the same initials
        best = {name.agency: name for name in sorted(registered or named, key=_plainness)}
        return [(name, longest) for _, name in sorted(best.items())]

    def _goes_on(self, text: str, words: list[Token], end: int) -> bool:
        """Whether behind a name stands what makes it another one: a second half, or a province that is not this one."""
        rest = words[end : end + 6]
        if not rest:
            return False
        gap = text[words[end - 1].end : rest[0].start]
        if self.own_province(rest) or not re.fullmatch(r"[\s,&–-]*", gap):
            return False
        if rest[0].plain == "hdnd":
            return True
        if rest[0].plain in ("tinh", "tp") or (rest[0].plain, *(w.plain for w in rest[1:2])) == ("thanh", "pho"):
            return gap.isspace() and any(word.capital for word in rest[1:3])
        if gap.isspace() and rest[0].canonical not in _SKIPPED:
            return rest[0].capital and not words[end - 1].printed.isupper() and _begins_name(rest)
        return _second_half(text, gap, rest)

    def own_province(self, rest: list[Token]) -> bool:
        """Whether the words begin with the province's own name."""
        plain = [word.plain for word in rest]
        plain = plain[1:] if plain[:1] == ["tinh"] else plain
        return bool(self._province) and tuple(plain[: len(self._province)]) == self._province


def tokens(text: str) -> list[Token]:
    """The words of an NFC text."""
    canonical = canon(text)
    plain = bare(canonical)
    return [
        Token(found.start(), found.end(), found[0], canonical[slice(*found.span())], plain[slice(*found.span())])
        for found in _TOKEN.finditer(text)
    ]


def names_of(agency: Agency) -> set[Name]:
    """The names of an agency that its registered ones give: a council's place alone, a department's field alone."""
    found = set()
    for printed in (agency.name, *agency.aliases):
        words = _words(printed)
        spelled = " ".join(words)
        short = len(words) == 1
        found.add(Name(agency.id, words, place=spelled.startswith(_PLACES), initials=short))
        place = spelled.removeprefix(_COUNCIL)
        if place != spelled and place.startswith(_PLACES):
            found.add(Name(agency.id, tuple(place.split()), place=True))
        if spelled.startswith(_FIELD) and len(words) > 2:
            found.add(Name(agency.id, words[1:], field=True))
    return found


def _words(printed: str) -> tuple[str, ...]:
    """The words of a name, common abbreviations written out, "và" left out."""
    written = (_WRITTEN_OUT.get(word.canonical, word.canonical) for word in tokens(printed))
    return tuple(word for part in written for word in part.split() if word not in _SKIPPED)


def _matched(text: str, words: list[Token], at: int, name: Name) -> int:
    """Behind which word the name ends that begins at word `at`; 0 where it does not stand there."""
    done, here = 0, at
    while done < len(name.words):
        if here >= len(words) or (here > at and not _WITHIN.fullmatch(text, words[here - 1].end, words[here].start)):
            return 0
        word = words[here]
        taken = _taken(word, name.words[done:], alone=not done)
        if not taken and not (done and word.canonical in _IN_THE_MIDDLE):
            return 0
        done, here = done + taken, here + 1
    return here


def _taken(word: Token, left: tuple[str, ...], *, alone: bool) -> int:
    """How many of a name's words a printed one stands for: one in full, several by their initials."""
    if word.canonical == left[0] or (word.printed.isascii() and word.plain == bare(left[0])):
        return 1 if word.capital or word.canonical != "báo" else 0  # "thông báo …"
    written = tuple(_WRITTEN_OUT.get(word.canonical, "").split())
    if written and left[: len(written)] == written:
        return len(written)
    if not word.printed.isupper() or len(word.printed) > len(left):
        return 0
    part = left[: len(word.printed)]
    initials = "".join(one[0] for one in part)
    whole = alone and len(part) == len(left)
    if whole and (len(part) < _LEAST_INITIALS or part[0] != _FIELD.strip()):
        return 0  # "BBT" is any paper's board of editors
    alike = word.canonical == initials or (word.printed.isascii() and word.plain == bare(initials))
    return len(part) if alike and (len(part) > 1 or part[0] == "huyện") else 0


def _plainness(name: Name) -> tuple[bool, bool, bool, tuple[str, ...]]:
    """Sorts the plainest name of an agency last."""
    return (not name.initials, not name.place, not name.field, name.words)


def _begins_name(rest: list[Token]) -> bool:
    """Whether two capitals follow ("Đồng Nai"), not one of an unrelated word."""
    return len(rest) > 1 and rest[1].capital


def _second_half(text: str, gap: str, rest: list[Token]) -> bool:
    """Whether ", Thể thao và Du lịch", "và Đầu tư" follows: a field, not another body or a person."""
    joined = rest[0].canonical in _SKIPPED or "&" in gap
    tail = rest[1:] if rest[0].canonical in _SKIPPED else rest
    if not tail or not tail[0].capital or _body(tail):
        return False
    if joined:
        return True
    if (
        len(tail) in (2, 3)
        and "\n" not in gap
        and tail[1].printed.islower()
        and text[tail[-1].end :].strip(" .)") == ""
    ):
        return True  # "- Tôn giáo" at the end; a person has capitals
    for before, word in pairwise(tail):
        if word.canonical in _SKIPPED or "&" in text[before.end : word.start]:
            return True
        if not text[before.end : word.start].isspace():
            return False
    return False


_BODIES = frozenset({
    "so", "ubnd", "uy", "ban", "bo", "bao", "dai", "cong", "trung", "phong", "van", "hoi", "doan", "thanh", "buu",
    "truong", "cuc", "chi", "tong", "hdnd", "huyen", "thi", "tp", "xa", "phuong", "tinh", "vien", "toa", "cac", "ngan",
})  # fmt: skip


def _body(tail: list[Token]) -> bool:
    """Whether the words begin another body's name, also by its initials."""
    return tail[0].plain in _BODIES or (tail[0].printed.isupper() and len(tail[0].printed) > 2)
