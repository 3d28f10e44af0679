"""Whom a line of credit names: "Nguồn: Phòng CCHC - Sở Nội vụ", "Tin, ảnh: Minh Tâm", "(Theo Báo Nhân dân)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler import identity
from pipelines import creditwords as words
from pipelines.agencynames import Mention, Names, tokens
from pipelines.spelling import canon

LONGEST = 160  # characters; what is longer is no line of credit

_PART = re.compile(r"[;|•\n/]+|(?<=\w{3})\.\s")  # no end: "TP. ", "H. "
_SEPARATOR = re.compile(r"[(),;:|]|\s[-–]\s")
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d[\d/.:-]*")  # a day or a time behind a name
_EDGES = " \t()[].,-–&:*\"“”'"
_DEPARTMENT = "S"  # "SNV" says what it is; other initials only where nothing stands beside them


@dataclass(frozen=True)
class Named:
    """Agencies that a line credits, those that it may credit, and the words that name somebody else."""

    sure: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    outside: str = ""
    supplied: bool = False  # "… cung cấp"

    @property
    def anybody(self) -> bool:
        return bool(self.sure or self.unsure or self.outside)


def named(line: str, names: Names, valid: frozenset[str]) -> Named:
    """Whom the line credits. `valid`: agencies in force at the time; a name that several share means them alone."""
    if len(line) > LONGEST:
        return Named()
    read = [_Part(text.strip(_EDGES), names, valid).read(label) for label, text in _parts(line)]
    sure = {agency for one in read for agency in one.sure}
    unsure = {agency for one in read for agency in one.unsure} - sure
    outside = next((one.outside for one in read if one.outside), "")
    return Named(tuple(sorted(sure)), tuple(sorted(unsure)), outside, any(one.supplied for one in read))


def _parts(line: str) -> list[tuple[str, str]]:
    """The line cut at labels and hard stops: (canonical label or "", text)."""
    pieces = words.LABEL.split(line)  # text, label, text, label, text …
    labels = [" ".join(canon(label).split()) for label in pieces[1::2]]
    labelled = [("", pieces[0]), *zip(labels, pieces[2::2], strict=True)]
    return [(label, text) for label, block in labelled for text in _split(block) if text.strip(_EDGES)]


def _split(block: str) -> list[str]:
    return [block] if _DOMAIN.search(block) else _PART.split(block)


class _Part:
    """One part of a line, of one label."""

    def __init__(self, text: str, names: Names, valid: frozenset[str]) -> None:
        self.text = text
        self.names = names
        self.valid = valid
        self.mentions = names.mentions(text)

    def read(self, label: str) -> Named:
        plain = canon(self.text)
        supplied = bool(words.SUPPLIED.search(plain))
        what = plain[: self.mentions[0].start] if self.mentions else plain
        if label in words.NO_AUTHOR or (supplied and words.NO_NEWS.search(what) and not words.IS_NEWS.search(what)):
            return Named()
        found = [(one.agency, certain) for one in self.mentions if (certain := self._certain(one)) is not None]
        sure = {agency for agency, certain in found if certain} | self._by_host()
        unsure = {agency for agency, _ in found} - sure
        if label in words.PUTS_IT_UP:
            return Named((), tuple(sure | unsure))
        outside = "" if sure or unsure or not self._somebody(plain) else self.text
        return Named(tuple(sure), tuple(unsure), outside, supplied)

    def _by_host(self) -> set[str]:
        addresses = (found if "://" in found else f"http://{found}" for found in _DOMAIN.findall(self.text))
        return {agency for one in addresses if (agency := self.names.hosts.get(identity.host(one)))}

    def _somebody(self, plain: str) -> bool:
        """Whether a body is named, not a person or nobody."""
        if words.NOBODY.fullmatch(plain):
            return False
        if words.BODY.search(plain) or _DOMAIN.search(self.text):
            return True
        if words.NAMELESS.match(plain):
            return False
        printed = tokens(self.text)
        shouted = len(printed) == 1 and self.text.isupper() and len(self.text) > 2  # "TTXVN"
        nickname = len(printed) < 3  # "hoanglan"
        return shouted or len(printed) > 5 or not (nickname or all(word.capital for word in printed))

    def _certain(self, one: Mention) -> bool | None:
        """True where the mention credits, False where it may, None where it is somebody else's name."""
        rivals = [other.agency for other in self.mentions if other.start == one.start and other.agency != one.agency]
        if rivals and one.agency not in self.valid:
            return None
        meant = self._meant(one)
        return False if meant and any(rival in self.valid for rival in rivals) else meant

    def _meant(self, one: Mention) -> bool | None:
        before = self._before(one)
        close = _SEPARATOR.split(before)[-1]
        if one.name.field or one.name.initials:
            return self._alone(one, before, close)
        if one.foreign:
            return False
        if one.name.place:
            return self._of_place(one, before, close)
        return False if words.OTHER_BODIES.search(words.COUNCIL_TOO.sub("", close)) else self._ends(one)

    def _alone(self, one: Mention, before: str, close: str) -> bool | None:
        """A short form credits where no other words stand beside it."""
        nearest = one.name.initials and self.text[one.start] == _DEPARTMENT
        beside = close if nearest else words.SAYS_NOTHING.sub("", before)
        return True if not beside.strip(_EDGES) and not self._tail(one) else None

    def _of_place(self, one: Mention, before: str, close: str) -> bool | None:
        """Many bodies bear the name of a place that are not the council's."""
        if not words.SAYS_NOTHING.sub("", before).strip(_EDGES):
            return self._ends(one)
        if words.COMMUNES.search(before):
            return False
        if words.OTHER_BODIES.search(words.UNITS.sub("", before) if "ubnd" in close else before):
            return None
        return self._ends(one) and words.UNITS.search(close) is not None

    def _before(self, one: Mention) -> str:
        """The canonical words before the mention, with a comma in place of other agencies'."""
        start, kept = 0, []
        for other in self.mentions:
            if other.end <= one.start and not other.name.field:
                kept.append(self.text[start : other.start])
                start = other.end
        return canon(", ".join((*kept, self.text[start : one.start])))

    def _tail(self, one: Mention) -> str:
        """The words that follow directly, up to a stop or the next name."""
        after = min((other.start for other in self.mentions if other.start >= one.end), default=len(self.text))
        rest = _SEPARATOR.split(canon(self.text[one.end : after]))[0]
        return _NUMBERS.sub("", words.SAYS_NOTHING.sub("", words.SUPPLIED.sub("", rest))).strip(_EDGES)

    def _ends(self, one: Mention) -> bool:
        """Whether nothing follows that makes it doubtful: the province's own name may."""
        tail = self._tail(one)
        return tail in ("", "tỉnh", "điện tử", "online") or self.names.own_province(tokens(tail))
