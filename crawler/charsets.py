"""Text of bytes that are no valid UTF-8, where what a page declares may be wrong."""

from __future__ import annotations

import codecs
import re
import unicodedata

from crawler.legacytext import modern
from crawler.syllables import is_syllable

#: Declared by default and by mistake: bytes that are said to be these may be anything.
_ANYTHING = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})
_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"<[^>]*>")
_ENOUGH = 2000  # words that are looked at
_BROKEN = 20  # letters for each broken byte, for UTF-8 to be what it is


def decoded(body: bytes, declared: str) -> str:
    """The text by the declared charset; where that says nothing, by the one that makes the most Vietnamese words."""
    if codecs.lookup(declared).name not in _ANYTHING:
        return modern(body.decode(declared, "replace"))
    utf8 = body.decode("utf-8", "replace")
    if utf8.count("\ufffd") * _BROKEN < sum(not letter.isascii() for letter in utf8):
        return modern(utf8)
    vietnamese = unicodedata.normalize("NFC", body.decode("cp1258", "replace"))
    western = modern(body.decode("cp1252", "replace"))
    if max(_share(vietnamese), _share(western)) == 0:
        return body.decode(declared, "replace")
    return vietnamese if _share(vietnamese) > _share(western) else western


def _share(text: str) -> float:
    """How many of the words with letters beyond ASCII are Vietnamese syllables."""
    words = [word for word in _WORD.findall(_MARKUP.sub(" ", text)) if not word.isascii()][:_ENOUGH]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
