import json
import unicodedata
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.legacytext import modern, schemes
from crawler.page import Page
from crawler.syllables import is_syllable

SAID = "Cải cách hành chính nhà nước: tiếp nhận hồ sơ tại bộ phận một cửa, trả kết quả đúng hẹn cho người dân."
FURTHER = "Đồng chí Nguyễn Thị Thủy phát biểu ý kiến; Sở đã thực hiện kỷ luật, những việc cũ chưa xử lý ở xã Hàm Mỹ."
TCVN3 = "C¶i c¸ch hµnh chÝnh nhµ n­íc: tiÕp nhËn hå s¬ t¹i bé phËn mét cöa, tr¶ kÕt qu¶ ®óng hÑn cho ng­êi d©n."
VNI = (
    "Caûi caùch haønh chính nhaø nöôùc: tieáp nhaän hoà sô taïi boä phaän moät cöûa, "
    "traû keát quaû ñuùng heïn cho ngöôøi daân."
)
NAMES = "Phan Rí và Phú Quý; xe bus, café, 5µm, Windows®, «Tôi», 12 m², § 3, ngày 1·2"


def old(text: str, name: str) -> str:
    """The text as it was written for the old font."""
    scheme = next(one for one in schemes() if one.name == name)
    back: dict[str, str] = {}
    for key, value in scheme.table.items():
        back.setdefault(value, key)
    return "".join(back.get(letter, letter) for letter in text)


@pytest.mark.parametrize("written", [TCVN3, VNI])
def test_old_text_is_read(written):
    assert modern(written) == SAID


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
@pytest.mark.parametrize("text", [SAID, FURTHER])
def test_every_letter_comes_back(text, name):
    assert modern(old(text, name)) == text


def test_a_font_of_capitals_is_told_by_its_other_letters():
    assert modern("C¶I C¸CH HµNH CHÝNH TØNH") == "CẢI CÁCH HÀNH CHÍNH TỈNH"


def test_a_page_is_read_between_its_tags_and_its_unicode_parts_stay():
    html = (
        f'<html><head><title>Sở Nội vụ</title><script>var a = "C¶i c¸ch hµnh chÝnh";</script></head><body>'
        f'<p><font face=".VnTime">{TCVN3[:12]}<b>{TCVN3[12:]}</b></font></p><h1>Sè 12</h1><p>{NAMES}</p>'
        f'<a title="x¸c" href="/c¶i">{SAID}</a></body></html>'
    )
    assert modern(html) == (
        f'<html><head><title>Sở Nội vụ</title><script>var a = "C¶i c¸ch hµnh chÝnh";</script></head><body>'
        f'<p><font face=".VnTime">{SAID[:12]}<b>{SAID[12:]}</b></font></p><h1>Sè 12</h1><p>{NAMES}</p>'
        f'<a title="x¸c" href="/c¶i">{SAID}</a></body></html>'
    )


def test_letters_written_as_entities_are_read_too():
    named = TCVN3.replace("¶", "&para;").replace("¸", "&#184;").replace("\u00ad", "&shy;")
    assert modern(f"<p>{named} &amp; &lt;</p>") == f"<p>{SAID} &amp; &lt;</p>"


def test_a_short_part_beside_a_long_one_is_read_like_it():
    assert modern(f"<h1>§iÓm tin</h1><p>{TCVN3}</p>") == f"<h1>Điểm tin</h1><p>{SAID}</p>"
    assert modern("<h1>§iÓm</h1>") == "<h1>§iÓm</h1>"


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        FURTHER,
        NAMES,
        f"<p>{SAID}</p><p>{NAMES}</p>",
        "Déjà vu à la carte, garçon, naïve, Zürich, Ångström, mañana, façade, über, señor, crème brûlée",
        "Hoà bình, Quý, Phú, Rí, hoá, toà án, thuý",
        "",
    ],
)
def test_unicode_and_other_languages_are_never_touched(text):
    assert modern(text) == text


LABELLED = Path(__file__).parents[2] / "crawler" / "data" / "labelled"
UNICODE = [json.loads(line) for path in sorted(LABELLED.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
WORDS = sorted({word for row in UNICODE[:400] for word in row["title"].split()})


def test_no_text_of_the_labelled_ones_is_touched():
    assert len(UNICODE) > 100
    assert [
        row["title"]
        for row in UNICODE
        if modern(row["title"] + "\n" + row["body"]) != row["title"] + "\n" + row["body"]
    ] == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_unicode_vietnamese_is_never_touched(text):
    assert modern(text) == text
    assert modern(f"<p>{TCVN3}</p><p>{text}</p>").endswith(f"<p>{text}</p>")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_and_only_once(text):
    assert modern(modern(text)) == modern(text)


@pytest.mark.parametrize("word", ["nghiêng", "Quý", "giếng", "gì", "khuỷu", "đ", "uỷ", "HUYỆN", "quốc", "ươm", "xoong"])
def test_what_is_a_syllable(word):
    assert is_syllable(word) is (word != "đ")


@pytest.mark.parametrize("word", ["café", "zü", "hµnh", "strong", "áà", ""])
def test_what_is_none(word):
    assert not is_syllable(word)


def test_a_page_s_text_is_modern():
    page = Page("https://snv.example.vn/", f"<p>{TCVN3}</p>".encode("latin-1"), charset="iso-8859-1")
    assert page.text == f"<p>{SAID}</p>"
    assert Page("https://snv.example.vn/", f"<p>{VNI}</p>".encode()).text == f"<p>{SAID}</p>"


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252", "utf-8", "us-ascii", "khong-co"])
def test_windows_1258_is_known_by_its_words(declared):
    text = SAID + FURTHER
    body = b"".join(_cp1258(unicodedata.normalize("NFC", letter)) for letter in text)
    page = Page("https://snv.example.vn/", b"<p>" + body + b"</p>", charset=declared)
    assert unicodedata.normalize("NFC", page.text) == f"<p>{text}</p>"


def _cp1258(letter: str) -> bytes:
    """One letter as windows-1258 writes it: hats and horns in one byte, the tone after it."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def test_a_few_broken_bytes_in_utf_8_cost_those_alone():
    page = Page("https://snv.example.vn/", SAID.encode() + b"\xff\xfe" + SAID.encode(), charset="utf-8")
    assert page.text.replace("\ufffd", "") == SAID * 2


def test_another_charset_that_is_declared_is_believed():
    assert Page("https://snv.example.vn/", "Привет, мир".encode("cp1251"), charset="windows-1251").text == "Привет, мир"


@pytest.mark.parametrize("piece", ["<script ", "<!--", "<a ", "&para;", "c¶", "<", "¶a<p>"])
def test_mangled_pages_take_no_time(piece):
    text = f"<p>{TCVN3}</p>" + piece * 100_000
    begun = perf_counter()
    modern(text)
    assert perf_counter() - begun < 5
