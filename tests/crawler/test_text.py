"""Cleaning has shortcuts for text that is as it should be: they give what the long way gives."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crawler.text import clean, clean_paragraphs

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
TEXT = st.text(st.sampled_from("aÂđ \u00a0\t\n\r\v\u0301\u0323\u2028\x1c\x85" + INVISIBLE)) | st.text()


def long_way(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in text if letter not in INVISIBLE)


@given(TEXT)
def test_a_line(text):
    assert clean(text) == " ".join(long_way(text).split())


@given(TEXT)
def test_paragraphs(text):
    lines = [" ".join(line.split()) for line in long_way(text).splitlines()]
    assert clean_paragraphs(text) == "\n".join(line for line in lines if line)
