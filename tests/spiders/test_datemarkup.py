import pytest

from crawler.page import Page
from spiders.datemarkup import changed_words, machine

TITLE = "Giảm hồ sơ giấy tại bộ phận một cửa"
DAY = "2024-03-12T09:15:00+07:00"


def page(head: str = "", body: str = "") -> Page:
    shown = f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{body}<p>Chữ.</p></article></body></html>"
    return Page("https://snv.example.vn/bai-1.html", shown.encode())


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (f'<meta property="article:published_time" content="{DAY}">', "", [("meta", DAY)]),
        (f'<meta name="DC.date.issued" content="{DAY}">', "", [("meta", DAY)]),
        (ld(f'{{"@type": "NewsArticle", "datePublished": "{DAY}"}}'), "", [("jsonld", DAY)]),
        (ld(f'{{"@graph": [{{"@type": ["Article"], "datePublished": "{DAY}"}}]}}'), "", [("jsonld", DAY)]),
        ("", f'<time class="entry-date published" datetime="{DAY}">12/3</time>', [("time", DAY)]),
        ("", f'<span itemprop="datePublished" content="{DAY}"></span>', [("meta", DAY)]),
        # of several posts in the data, the one that is this page's
        (
            ld(
                '[{"@type": "Article", "headline": "Bài khác", "datePublished": "2020-01-01"},'
                f'{{"@type": "Article", "headline": "{TITLE}", "datePublished": "{DAY}"}}]'
            ),
            "",
            [("jsonld", DAY)],
        ),
        # never: changes, events, defaults, lists of other posts, broken data
        (f'<meta property="article:modified_time" content="{DAY}">', "", []),
        (ld(f'{{"@type": "NewsArticle", "dateModified": "{DAY}"}}'), "", []),
        (ld(f'{{"@type": "Event", "startDate": "{DAY}", "datePublished": "{DAY}"}}'), "", []),
        (ld(f'{{"@type": "WebPage", "datePublished": "{DAY}"}}'), "", []),
        ('<meta property="article:published_time" content="0001-01-01T00:00:00">', "", []),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', "", []),
        (ld('{"@type": "NewsArticle", "datePublished": '), "", []),
        (ld('{"@type": "NewsArticle", "datePublished": 20240312}'), "", []),
        ("", f'<time class="updated" datetime="{DAY}">12/3</time>', []),
        ("", f'<span class="event-date"><time datetime="{DAY}">12/3</time></span>', []),
        ("", f'<aside><time class="published" datetime="{DAY}">12/3</time></aside>', []),
        (
            "",
            '<time datetime="2024-03-12">12/3</time><time datetime="2024-04-01">1/4</time>',
            [],
        ),
    ],
)
def test_machine(head, body, expected):
    assert [(words.place, words.text) for words in machine(page(head, body), None, TITLE)] == expected


def test_a_day_of_publication_that_only_repeats_the_change_s_is_left_out_where_other_markup_denies_it():
    head = f'<meta property="article:published_time" content="{DAY}">'
    days = ("datePublished", "dateModified")
    body = "".join(f'<span itemprop="{name}">2024-05-20T08:00:00</span>' for name in days)
    assert [words.text for words in machine(page(head, body), None, TITLE)] == [DAY]


def test_changed_words():
    assert changed_words(page(f'<meta property="article:modified_time" content="{DAY}">')) == (DAY,)
