"""Whether a word is a Vietnamese syllable, by how syllables are built: onset, rhyme, tone."""

from __future__ import annotations

import re
import unicodedata

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh|n|ph?|qu|r|s|th|tr|t|v|x"
_RHYMES = (
    "a[cimnoptuy]?|ach|anh|ang|ă[cmnpt]|ăng|â[cmnptuy]|âng|e[cmnopt]?|eng|ê[mnptu]?|êch|ênh|i[amnptu]?|ich|inh"
    "|iê[cmnptu]|iêng|o[aceimnpt]?|oa[cimnopty]|oach|oang|oanh|oă[cmnt]|oăng|oe[nopt]|ong|ooc|oong|ô[cimnpt]?|ông"
    "|ơ[imnpt]?|u[aceimnpty]?|uâ[nty]|uâng|uê|uêch|uênh|ung|uơ|uô[cimnt]|uông|uy[anptu]|uych|uynh|uyê[nt]|uy"
    "|ư[acimtu]?|ưng|ươ[cimnptu]|ương|y|yê[mntu]|yêng|ynh|yt|ych"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RHYMES})|gi(?:n|ng)?")


def is_syllable(word: str) -> bool:
    """Whether the word is a Vietnamese syllable, written in Unicode, of whatever case; one tone at most."""
    apart = unicodedata.normalize("NFD", word.lower())
    bare, tones = _TONES.subn("", apart)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
