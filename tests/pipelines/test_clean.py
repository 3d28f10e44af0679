"""A draft's texts: from where, and in which spelling."""

import unicodedata
from zoneinfo import ZoneInfo

import pytest

from crawler.items import Article, Item, Words
from pipelines.clean import CleanPipeline, cleaned
from pipelines.dates import DatesPipeline
from tests.pipelines.finding import URL, found

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NFD = unicodedata.normalize("NFD", "Thủ tục hành chính")
ARTICLES = {
    "NFC": (Article(NFD, NFD), ("Thủ tục hành chính", "Thủ tục hành chính")),
    "spaces": (Article(" Một\u00a0\n cửa ", "Đoạn  một\r\n\r\n\tĐoạn\u200b hai \n"), ("Một cửa", "Đoạn một\nĐoạn hai")),
    "the listing's title where the page has none": (Article(" ", "Nội dung."), ("Tin trong danh sách", "Nội dung.")),
    "no text at all": (Article("Tin", ""), ("Tin", "")),
    "half a character": (Article("Tin \ud83d", "Nội \ude00dung"), ("Tin ?", "Nội ?dung")),
}


@pytest.mark.parametrize(("article", "texts"), ARTICLES.values(), ids=ARTICLES.keys())
def test_title_and_body(article, texts):
    draft = cleaned(found(article))
    assert (draft.title, draft.body) == texts


def test_words_beside_the_text():
    words = {"author": Words(" Nguyễn  Văn A", "x"), "source": Words("Nguồn:\u00a0Sở Nội vụ ", "x")}
    draft = cleaned(found(Article("Tin", "Nội dung.", category=" CCHC  ", **words)))
    assert (draft.author, draft.source_line, draft.category) == ("Nguyễn Văn A", "Nguồn: Sở Nội vụ", "CCHC")


def test_the_listing_may_name_the_author():
    draft = cleaned(found(Article("Tin", "Nội dung."), item=Item(URL, "Tin", author="Trần B ")))
    assert (draft.author, draft.source_line) == ("Trần B", "")


def test_other_items_pass():
    pipeline, other = CleanPipeline(), object()
    assert pipeline.process_item(other) is other
    assert pipeline.process_item(found()).title == "Tin trên trang"


def test_dates_are_chosen_from_page_and_listing():
    pipeline, other = DatesPipeline(ZONE), object()
    article = Article("Tin", "", (Words("12/03/2024 09:15", "article_line"),))
    dating = pipeline.process_item(cleaned(found(article))).dating
    assert dating.published == "2024-03-12T09:15:00+07:00"
    assert [one["place"] for one in dating.candidates] == ["article_line", "listing"]
    assert pipeline.process_item(other) is other


def test_a_listing_known_to_be_wrong_is_told_to_the_choice():
    draft = cleaned(found(Article("Tin", ""), listing_reliable=False))
    assert "listing_unreliable" in DatesPipeline(ZONE).process_item(draft).dating.flags
