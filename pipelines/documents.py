"""Whether a post is a document that agencies must write, by its title."""

from __future__ import annotations

import re

from pipelines.lexicon import Kind, Lexicon
from pipelines.spelling import bare, canon

_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")
# "so" is a number's label only before one: "Sở Kế hoạch và Đầu tư" begins with the same letters.
_OPENING = re.compile(
    r"^(?:(?:ve viec|v/v|ve|trich yeu|noi dung|ban hanh|so(?=[ :.]*\d))\b[ :.]*|[\W\d]+|[\d\w]*/[\w-]+\W*)+"
)


def documents(title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The kinds of document that the cleaned title names; with "?" where a person has to look."""
    plain = bare(canon(title))
    found = ((name, _kind(plain, kind)) for name, kind in lexicon.documents.items())
    return tuple(f"{name}{mark}" for name, mark in found if mark is not None)


def _kind(plain: str, kind: Kind) -> str | None:
    """ "" where the title is that document's, "?" where it may be or may contain it, None elsewhere."""
    years = {int(year) for year in _YEAR.findall(plain)}
    if kind.year is not None and years and kind.year not in years:
        return None
    if not _holds(plain, [kind.begins]):
        return None
    if _holds(plain, kind.holds):
        sure = _begins(plain, kind) and not _holds(plain, [kind.not_with]) and (kind.year is None or bool(years))
        return "" if sure else "?"
    return "?" if kind.wider and _holds(plain, kind.wider) and _begins(plain, kind) else None


def _begins(plain: str, kind: Kind) -> bool:
    opened = _OPENING.sub("", plain)
    return any(opened.startswith(bare(canon(words))) for words in kind.begins)


def _holds(plain: str, needed: list[list[str]]) -> bool:
    """Whether a word of each list stands there, as a whole word."""
    return all(any(re.search(rf"(?<!\w){re.escape(bare(canon(w)))}(?!\w)", plain) for w in words) for words in needed)
