"""One spelling for matching, character for character: every place in the result is the same place in the text."""

from __future__ import annotations

import re
import unicodedata

_LETTER = r"[^\W\d_]"
_OLD = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe"}
_OLD |= {"oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_OLD)})(?!{_LETTER})")
_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_SHORT_I = re.compile(rf"(?<!{_LETTER})(qu|[hklmst])([iíìỉĩị])(?!{_LETTER})")
_SPACES = {ord(char): " " for char in "\t\u00a0\u2002\u2003\u2009\u202f"}


def _bare_letters() -> dict[int, str]:
    codes = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in codes}
    return {code: base for code, base in bases.items() if base != chr(code)} | {ord("đ"): "d"} | _SPACES


_BARE = _bare_letters()


def canon(text: str) -> str:
    """Lower case, tones where "hòa" and "ủy" have them, "lý" for "lí"; as long as `text`, which is NFC."""
    low = text.lower()
    if len(low) != len(text):  # "İ" grows
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    low = _TONE.sub(lambda found: _OLD[found[0]], low)
    return _SHORT_I.sub(lambda found: found[1] + _Y[found[2]], low)


def bare(canonical: str) -> str:
    """A canonical text without its marks, as long as that: "một cửa" and "mot cua" are the same here."""
    return canonical.translate(_BARE)
