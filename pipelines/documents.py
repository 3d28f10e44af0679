"""Whether a post is a document that agencies must write, by its title."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.document_marks import subject
from pipelines.lexicon import Lexicon
from pipelines.lexicon_model import Kind
from pipelines.spelling import bare, canon

_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")
# "so" is a number's label only before one: "Sở Kế hoạch và Đầu tư" begins with the same letters.
_NUMBER = r"(?:so ?:? ?)?\d+ ?/ ?[\w-]+"
_BEFORE_NAME = (
    "ve viec",
    "v/v",
    "trich yeu",
    "noi dung",
    "quyet dinh",
    "ban hanh",
    "phe duyet",
    "ve",
    _NUMBER,
    r"[\W_]+",
)
_OPENING = re.compile(rf"^(?:{'|'.join(_BEFORE_NAME)})(?!\w)[\s:.,–-]*")


# A title that says no more than that it is a document: "Kế hoạch số 12/KH-SNV ngày 22/01/2024"
_NUMBER_ALONE = re.compile(
    r"(?:ban hanh )?(?:(?:ke hoach|kh) )?(?:so ?:? ?)?\d+ ?/ ?kh[\w-]*(?:[ ,(]*(?:ngay )?[\d/. -]+\)?)?\W*"
)


def documents(title: str, lexicon: Lexicon, body: str = "") -> tuple[str, ...]:
    """The kinds of document that the cleaned title names; with "?" where a person has to look.

    Of a title that is but a number the subject in the document's own text is asked.
    """
    plain = bare(canon(title))
    if _NUMBER_ALONE.fullmatch(plain) and (told := subject(body)):
        plain = bare(canon(f"Kế hoạch {told}"))
    found = ((name, _kind(plain, kind)) for name, kind in lexicon.documents.items())
    return tuple(f"{name}{mark}" for name, mark in found if mark is not None)


def _kind(plain: str, kind: Kind) -> str | None:
    """Empty where the title is that document's, "?" where it may be or may contain it, None elsewhere."""
    years = {int(year) for year in _YEAR.findall(plain)}
    if isinstance(kind.year, int) and years and kind.year not in years:
        return None
    opened = _opened(plain)
    if _begins(opened, kind.about_it) or not _holds(plain, [kind.begins]):
        return None
    itself = _begins(opened, kind.begins)
    if _holds(plain, kind.holds):
        sure = itself and not _holds(plain, [kind.not_with]) and (not isinstance(kind.year, int) or bool(years))
        return "" if sure else "?"
    return "?" if kind.wider and itself and _holds(plain, kind.wider) else None


def _opened(plain: str) -> str:
    """The title without what stands before a document's name: its number, "ban hành", "V/v"."""
    while (found := _OPENING.match(plain)) and found.end():
        plain = plain[found.end() :]
    return plain


def _begins(opened: str, openings: list[str]) -> bool:
    return any(re.match(rf"{_escaped(words)}(?!\w)", opened) for words in openings)


def _holds(plain: str, needed: list[list[str]]) -> bool:
    """Whether a word of each list stands there, as a whole word."""
    return all(any(re.search(rf"(?<!\w){_escaped(w)}(?!\w)", plain) for w in words) for words in needed)


@lru_cache(maxsize=1000)
def _escaped(words: str) -> str:
    return re.escape(bare(canon(words)))
