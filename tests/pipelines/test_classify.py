"""What a post is about: clear cases of each theme, contexts that turn words, spellings, places of matches."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.found import FoundPost
from crawler.items import Article, Item
from crawler.page import Page
from crawler.text import clean, clean_paragraphs
from pipelines import silentwords as silent
from pipelines.classify import ClassifyPipeline, classify
from pipelines.draft import Draft
from pipelines.lexicon import load
from pipelines.matching import Matcher
from pipelines.second_reader import SecondReader, features

LEXICON = load()


def verdict(title, body="", **options):
    return classify(title, body, LEXICON, **options)


ON = [
    (
        "Họp ban chỉ đạo cải cách hành chính quý II",
        "Ban chỉ đạo đánh giá việc thực hiện kế hoạch cải cách hành chính.",
        "a",
    ),
    (
        "Công bố chỉ số PAR INDEX và SIPAS năm 2023",
        "Tỷ lệ người dân hài lòng về sự phục vụ của cơ quan hành chính tăng.",
        "b",
    ),
    ("Bộ phận một cửa trả kết quả ngay trong ngày", "Hồ sơ chứng thực được giải quyết tại quầy tiếp nhận.", "c"),
    ("Nộp hồ sơ qua Cổng Dịch vụ công quốc gia", "Người dân được hướng dẫn nộp hồ sơ trực tuyến bằng VNeID.", "d"),
    (
        "Mô hình “Ngày không hẹn” ở bộ phận một cửa",
        "Sáng kiến giải quyết thủ tục ngay trong buổi, được nhân rộng.",
        "đ",
    ),
    (
        "Niêm yết công khai danh sách hộ nghèo",
        "Xã công khai thu, chi ngân sách xã và các khoản đóng góp tại nhà văn hóa.",
        "e",
    ),
    (
        "Đường dây nóng tiếp nhận phản ánh, kiến nghị về quy định hành chính",
        "Số điện thoại dành cho vướng mắc về thủ tục hành chính.",
        "g",
    ),
    ("Ra quân giảm hồ sơ trễ hẹn, tăng sử dụng dịch vụ công trực tuyến", "Không để hồ sơ quá hạn.", "campaign"),
]


@pytest.mark.parametrize(("title", "body", "theme"), ON)
def test_each_theme(title, body, theme):
    found = verdict(title, body)
    assert found.label == "on_topic"
    assert "cchc" in found.topics
    assert theme in found.themes


OFF = [
    (
        "Xử phạt vi phạm hành chính 5 cơ sở",
        "Chủ tịch UBND huyện ban hành quyết định xử phạt vi phạm hành chính về môi trường.",
    ),
    (
        "Tòa án xét xử vụ án hành chính",
        "Người khởi kiện theo Luật Tố tụng hành chính yêu cầu hủy quyết định thu hồi đất.",
    ),
    ("Sắp xếp đơn vị hành chính cấp xã", "Hai xã được sáp nhập, địa giới hành chính được điều chỉnh từ năm sau."),
    ("Cải cách tiền lương từ ngày 01/7", "Lương cơ sở tăng, cán bộ phấn khởi."),
    ("Cháy ở một cửa hàng điện máy", "Lực lượng cứu hộ dập lửa tại một cửa hàng trên đường Trần Hưng Đạo."),
    (
        "Cảnh giác lừa đảo cài VNeID giả",
        "Kẻ gian mạo danh công an hướng dẫn cài dịch vụ công giả mạo để chiếm đoạt tiền.",
    ),
    ("Mùa thanh long được giá", "Nhà vườn phấn khởi vì giá thanh long tăng."),
]


@pytest.mark.parametrize(("title", "body"), OFF)
def test_other_things(title, body):
    found = verdict(title, body)
    assert found.label == "off_topic"
    assert found.themes == ()


def test_places_point_at_their_words():
    title, body = "  BỘ PHẬN   MỘT CỬA", "Trả kết  quả đúng hẹn.\n\nHồ sơ trễ hẹn giảm."
    found = verdict(title, body)
    shown = {"title": clean(title), "body": clean_paragraphs(body)}
    assert found.matches
    for match in found.matches:
        assert shown[match["field"]][match["start"] : match["end"]] == match["words"]


@given(st.text(max_size=300), st.text(max_size=600))
def test_any_text_gets_a_verdict(title, body):
    found = verdict(title, body)
    shown = {"title": clean(title), "body": clean_paragraphs(body)}
    assert found.label in {"on_topic", "off_topic", "review"}
    assert 0 <= found.score <= 1
    assert all(shown[m["field"]][m["start"] : m["end"]] == m["words"] for m in found.matches)


WORDS = sorted({word for rule in LEXICON.rules for word in rule.words} | set(LEXICON.groups["giấy tờ"]))


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(["NFC", "NFD"]), st.booleans(), st.booleans())
def test_the_same_text_however_it_is_encoded(words, form, upper, spaced):
    body = ". ".join(words)
    other = unicodedata.normalize(form, body.upper() if upper else body)
    other = other.replace(" ", " \u00a0 ") if spaced else other
    plain, changed = verdict("", body), verdict("", other)
    assert (plain.label, plain.score, plain.themes) == (changed.label, changed.score, changed.themes)


def test_a_dedicated_section_alone_makes_nothing_on_topic():
    assert verdict("Giải bóng đá thiếu niên", "Đội chủ nhà thắng.", dedicated=True).label == "off_topic"


def found(dedicated):
    page = Page("http://127.0.0.1/1", b"<html></html>")
    words = {"owner": "so-y-te", "channel": "own_site", "family": "generic", "status": 200}
    return FoundPost(
        crawl="c",
        section="s",
        dedicated=dedicated,
        seq=1,
        entry="e",
        item=Item("http://127.0.0.1/1", "t", None),
        article=Article(title="t", body="b", dates=()),
        page=page,
        fetched_at=datetime(2024, 3, 1, tzinfo=UTC),
        **words,
    )


def test_the_pipeline_fills_the_verdict_and_lets_other_items_pass():
    pipeline = ClassifyPipeline(LEXICON)
    draft = Draft(found(dedicated=True), title="Bộ phận một cửa", body="Hồ sơ trả đúng hẹn.")
    filled = pipeline.process_item(draft)
    assert filled.verdict == classify(draft.title, draft.body, LEXICON, dedicated=True)
    assert (filled.title, filled.found) == (draft.title, draft.found)
    assert pipeline.process_item({"other": 1}) == {"other": 1}


def test_a_dedicated_section_weighs_a_little():
    title, body, undecided = "Sổ hộ tịch", "Xã chép lại sổ hộ tịch.", _taught(0.0)
    there, elsewhere = (classify(title, body, undecided, dedicated=dedicated) for dedicated in (True, False))
    assert there.score > elsewhere.score


def test_the_reason_tells_words_contexts_and_the_second_readers_part():
    on = verdict("Bộ phận một cửa trả hồ sơ đúng hẹn", "Người dân hài lòng với công chức ở quầy tiếp nhận.").reason
    assert on.startswith("Bài thuộc chủ đề cải cách hành chính: tiêu đề có “")
    assert "“Bộ phận một cửa”" in on
    off = verdict("Cảnh báo", "Kẻ gian mạo danh, dụ cài VNeID.").reason
    assert "“VNeID” ở đây mang nghĩa khác vì đi cùng “" in off
    assert "bộ đọc thống kê" in on + off
    assert verdict("Mây", "Trời xanh.").reason.startswith("Bài không thuộc chủ đề cải cách hành chính: ")


def test_words_alone_that_no_rule_names_never_make_a_post_on_topic():
    bare_reader = replace(LEXICON, matcher=Matcher([]), rules=(), numbers=(), turned=())
    title, body = "Nơi tiếp nhận hồ sơ trả kết quả đúng hẹn", "Công chức giải quyết hồ sơ của người dân đúng hẹn."
    assert classify(title, body, bare_reader).label in {"review", "off_topic"}
    assert classify(title, body, bare_reader).topics == ()


def test_without_a_second_reader_the_lexicon_decides_and_names_themes():
    plain = replace(LEXICON, reader=None)
    found_alone = classify("Họp ban chỉ đạo cải cách hành chính", "Bàn kế hoạch cải cách hành chính quý II.", plain)
    assert found_alone.label == "on_topic"
    assert "a" in found_alone.themes
    assert "bộ đọc" not in found_alone.reason


def _taught(leaning):
    """The shipped lexicon with a second reader that leans that way whatever it reads."""
    return replace(LEXICON, reader=SecondReader(("cchc", "investment"), (leaning, leaning), {}, 1.0))


TOLD = [
    ("Bộ phận một cửa trả hồ sơ đúng hẹn", "Người dân hài lòng với công chức ở quầy tiếp nhận.", "on_topic"),
    ("Gặt lúa", "Máy gặt chạy trên đồng.", "off_topic"),
    ("Xử phạt vi phạm hành chính về khai thác cát", "Ông T. nộp phạt.", "off_topic"),
    ("Họp thôn", "Thôn nghe đọc thủ tục.", "review"),
]


@pytest.mark.parametrize(("title", "body", "alone"), TOLD)
@pytest.mark.parametrize("leaning", [-9.0, -3.0, -1.0, 0.0, 1.0, 3.0, 9.0])
def test_the_second_reader_settles_what_is_open_and_never_turns_what_is_sure(title, body, alone, leaning):
    assert classify(title, body, replace(LEXICON, reader=None)).label == alone
    found = classify(title, body, _taught(leaning))
    if alone != "review":
        assert found.label in {alone, "review"}
    elif abs(leaning) > 2:
        assert found.label == ("on_topic" if leaning > 0 else "off_topic")


@pytest.mark.parametrize(("title", "body", "alone"), TOLD)
def test_the_score_is_on_the_answers_side(title, body, alone):
    for leaning in (-9.0, 0.0, 9.0):
        found = classify(title, body, _taught(leaning))
        no, yes = LEXICON.topics["cchc"].settles
        edge = 1 / (1 + math.exp(-(yes - no) / 2 / 1.2))
        least, most = {"on_topic": (edge, 1), "review": (1 - edge, edge), "off_topic": (0, 1 - edge)}[found.label]
        assert least - 0.001 <= found.score <= most + 0.001


def test_style_places_and_figures_are_not_heard():
    reader = LEXICON.reader
    heard = [word.lstrip("!").split() for word in reader.weights if word[0] not in "=#^"]
    assert not [words for words in heard if set(words) & silent.ALWAYS or set(words) <= silent.ALONE]
    assert not [words for words in heard if any(char.isdigit() for word in words for char in word)]
    assert not {"đắk", "phú", "tân"} & {word for words in heard for word in words}
    title = LEXICON.matcher.read("Và của tỉnh, cho các xã, năm 2024")
    assert features(title, title, 2.0) == {}


def test_words_quoted_for_the_reader_are_whole_pairs_where_it_knows_them():
    reader = SecondReader(("cchc",), (0.0,), {"hồ": (1.0,), "sơ": (1.0,), "hồ sơ": (2.0,), "giấy": (0.5,)}, 1.0)
    title, body = LEXICON.matcher.read("Hồ sơ, giấy"), LEXICON.matcher.read("")
    assert reader.read(title, body).movers("cchc") == ["hồ sơ", "giấy"]
