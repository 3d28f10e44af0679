"""Vietnamese text: one spelling for each character, one space between words, a folding for matches."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_MARKS = dict.fromkeys(range(768, 880))  # combining marks; `str.translate` costs far less than a loop over characters


def clean(text: str) -> str:
    """NFC, no invisible characters, every run of white space (also U+00A0) one space, stripped."""
    return " ".join(_composed(text).split())


def clean_paragraphs(text: str) -> str:
    """As `clean`, but line ends are kept, one newline between paragraphs that hold anything."""
    lines = (" ".join(line.split()) for line in _composed(text).splitlines())
    return "\n".join(line for line in lines if line)


def _composed(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, đ as d, cleaned: for matching, never for showing."""
    bare = unicodedata.normalize("NFD", clean(text).lower()).translate(_MARKS)
    return bare.replace("đ", "d")
