"""Vietnamese text: one spelling for each character, one space between words, a folding for matches."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLES = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{_INVISIBLES}]+")
_MARKS = dict.fromkeys(range(768, 880))  # combining marks; `str.translate` costs far less than a loop over characters


def clean(text: str) -> str:
    """NFC, no invisible characters, every run of white space (also U+00A0) one space, stripped."""
    return _spaced(_composed(text))


def clean_paragraphs(text: str) -> str:
    """As `clean`, but line ends are kept, one newline between paragraphs that hold anything."""
    return "\n".join(filter(None, map(_spaced, _composed(text).splitlines())))


def _spaced(text: str) -> str:
    """One space between words. Printable text has no other white space: most is as it should be."""
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def _composed(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text) if any(one in text for one in _INVISIBLES) else text  # finding costs far less


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, đ as d, cleaned: for matching, never for showing."""
    bare = unicodedata.normalize("NFD", clean(text).lower()).translate(_MARKS)
    return bare.replace("đ", "d")
