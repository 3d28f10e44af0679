"""Old Vietnamese text, written for the fonts of before Unicode (TCVN3: `.VnTime`, VNI), as Unicode.

Known by its words alone, never by a font's name: what makes no Vietnamese syllables as it stands, and does once read
by the old table. A part of a text that holds letters that only Unicode has is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from crawler.syllables import is_syllable

_TCVN3 = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
_TONES = "\u0301\u0300\u0309\u0303\u0323"
#: VNI writes marks after letters: the letter, the marks for each tone, the letter in Unicode without a tone.
_VNI = (
    *((letter, "ùøûõï", letter) for letter in "aeouy"),
    ("ô", "ùøûõï", "ơ"),
    ("ö", "ùøûõï", "ư"),
    *((letter, "áàåãä", hat) for letter, hat in ("aâ", "eê", "oô")),
    ("a", "éèúüë", "ă"),
)
_VNI_ALONE = {
    "ô": "ơ",
    "ö": "ư",
    "aâ": "â",
    "eâ": "ê",
    "oâ": "ô",
    "aê": "ă",
    "ñ": "đ",
    "î": "ỵ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
}

_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile("[A-Za-z\u00a1-\u00af\u00b5-\u00ff]+")  # letters, and signs that stand for some in TCVN3
_OLD_LETTER = (
    "[\u00a1-\u00af\u00b5-\u00bfÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]"  # what Unicode Vietnamese never has in a word
)
_OLD = re.compile(f"{_OLD_LETTER}(?:(?<=[A-Za-z].)|(?=[A-Za-z]))")
_OLD_ENTITY = re.compile(
    r"&(?:#1(?:6[1-9]|[7-9]\d)|#2[0-5]\d|micro|para|middot|cedil|shy|ordf|laquo|not|uml|[a-z]ring|aelig);",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#1[6-9]\d|#2[0-5]\d|#x[a-f][0-9a-f]|[a-z]{2,6}\d?);", re.IGNORECASE)
_MARKUP = re.compile(
    r"(<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<!--.*?(?:-->|\Z)|</?[a-z!][^<>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|small|big|sub|sup|o:p)\b", re.IGNORECASE)
_SEVERAL = 3  # words of a part that show by themselves how it is written
_MOST, _BETTER = 0.8, 0.4  # of the words: syllables once converted, and so many more than before


@dataclass(frozen=True)
class Scheme:
    """One old way of writing: what stands for what, the longest first."""

    name: str
    table: Mapping[str, str]
    pattern: re.Pattern[str]

    def read(self, text: str) -> str:
        """The text in Unicode. Fonts of capitals are told by the letters that stay as they are."""
        return _WORD.sub(lambda word: self._word(word.group()), text)

    def _word(self, word: str) -> str:
        read = self.pattern.sub(lambda found: self.table[found.group()], word)
        plain = [letter for letter in word if letter.isascii()]
        return read.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else read


def modern(text: str) -> str:
    """The text, or the page's HTML, with the parts written for old fonts in Unicode; all else as it was."""
    if not (_OLD_ENTITY.search(text) or (not text.isascii() and _OLD.search(text))):
        return text
    pieces = _MARKUP.split(text)
    parts = _parts(pieces)
    plain = {at: _ENTITY.sub(_latin, pieces[at]) for part in parts for at in part}
    sure = [_scheme("".join(plain[at] for at in part)) for part in parts]
    used = {scheme.name: scheme for scheme in sure if scheme}
    for part, scheme in zip(parts, sure, strict=True):
        chosen = scheme or _weakly("".join(plain[at] for at in part), list(used.values()))
        if chosen:
            for at in part:
                pieces[at] = chosen.read(plain[at])
    return "".join(pieces)


def _parts(pieces: Sequence[str]) -> list[list[int]]:
    """The places of the texts that make one part: a paragraph with its links and fonts. Odd pieces are markup."""
    parts: list[list[int]] = [[]]
    for at, piece in enumerate(pieces):
        if at % 2 and not _INLINE.match(piece):
            parts.append([])
        elif not at % 2 and piece.strip():
            parts[-1].append(at)
    return [part for part in parts if part]


def _latin(entity: re.Match[str]) -> str:
    """The letter of Latin-1 that an entity stands for; the entity where it stands for another."""
    letter = unescape(entity.group())
    return letter if len(letter) == 1 and "\u00a1" <= letter <= "\u00ff" else entity.group()


def _scheme(part: str) -> Scheme | None:
    """The scheme in which the part is written, where it has words enough to say."""
    words = _words(part)
    if len(words) < _SEVERAL:
        return None
    before = _share(words)
    ranked = sorted(((_share([one.read(word) for word in words]), one.name, one) for one in schemes()), reverse=True)
    (after, _, best), (other, _, _) = ranked
    return best if after >= _MOST and after - before >= _BETTER and after > other else None


def _weakly(part: str, used: Sequence[Scheme]) -> Scheme | None:
    """The only scheme of the text's other parts, where it makes syllables of every word of this short one."""
    words = _words(part)
    if len(used) != 1 or not words or _share(words) == 1:
        return None
    return used[0] if _share([used[0].read(word) for word in words]) == 1 else None


def _words(part: str) -> list[str]:
    """The part's words with letters beyond ASCII; none where Unicode, or nothing old, is among them."""
    if part.isascii() or _ONLY_UNICODE.search(part) or not _OLD.search(part):
        return []
    return [word for word in _WORD.findall(part) if not word.isascii() and any(letter.isascii() for letter in word)]


def _share(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words)


@lru_cache(maxsize=1)
def schemes() -> tuple[Scheme, Scheme]:
    """TCVN3 and VNI."""
    vni = dict(_VNI_ALONE)
    for letter, marks, modern_letter in _VNI:
        for mark, tone in zip(marks, _TONES, strict=True):
            vni[letter + mark] = unicodedata.normalize("NFC", modern_letter + tone)
    vni |= {old.upper(): new.upper() for old, new in vni.items()} | {
        old.capitalize(): new.upper() for old, new in vni.items()
    }
    return _made("tcvn3", dict(zip(*_TCVN3, strict=True))), _made("vni", vni)


def _made(name: str, table: Mapping[str, str]) -> Scheme:
    longest = sorted(table, key=lambda old: (-len(old), old))
    return Scheme(name, table, re.compile("|".join(map(re.escape, longest))))
