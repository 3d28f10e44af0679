from pathlib import Path

import pytest

from crawler.items import NextPage
from crawler.page import Page
from spiders.families.detect import detect
from spiders.families.postback import follow, unpacked

URL = "https://snv.example.vn/thoi-su-sang-42.html"
LIST = Path(__file__).parents[2] / "fixtures" / "webforms" / "listing.html"
TARGET = "ctl00$SC_Main$rptPager$ctl05$lnkPage"


def test_the_next_page_is_asked_for_with_the_whole_form():
    found = detect(page := Page(URL, LIST.read_bytes()))
    assert found is not None
    assert found[0].listing(page).next == NextPage(
        URL,
        "POST",
        {
            "__VIEWSTATE": "/wEPD==",
            "__EVENTVALIDATION": "/wEdA&b",
            "ctl00$txtTim": "",
            "ctl00$ddl": "5",
            "__EVENTTARGET": TARGET,
            "__EVENTARGUMENT": "",
        },
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("<a href=\"javascript:__doPostBack('a$b','Page$2')\">2</a>", ("a$b", "Page$2")),
        ('<a href="#" onclick="__doPostBack(&quot;a$b&quot;,&quot;&quot;);return false">2</a>', ("a$b", "")),
        (
            '<a href=\'javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("a$b", "", true))\'>2</a>',
            ("a$b", ""),
        ),
        ('<a href="/tin?page=2">2</a>', None),
    ],
)
def test_links_that_post_back(link, target):
    page = Page(URL, f'<form action="/other.aspx?x=1"><input type=hidden name=h value=1>{link}</form>'.encode())
    asked = follow(page, page.tree.css("a")[0])
    if target is None:
        assert asked is None
    else:
        fields = {"h": "1", "__EVENTTARGET": target[0], "__EVENTARGUMENT": target[1]}
        assert asked == NextPage("https://snv.example.vn/other.aspx?x=1", "POST", fields)


def part(kind: str, name: str, content: str) -> str:
    return f"{len(content)}|{kind}|{name}|{content}|"


def test_a_partial_answer_is_read_like_the_page_it_makes():
    shown = LIST.read_text(encoding="utf-8")
    videos = shown[shown.index('<div class="videos">') : shown.index('<div class="pager">')]
    first, third = (f"<a href=\"javascript:__doPostBack('p$ctl0{number}','')\">" for number in (4, 6))
    links = f"{first}1</a> <span>2</span> {third}3</a>"
    panel = f"{videos}<div class=pager>{links}</div>"
    answer = (
        "1|#||4|" + part("updatePanel", "ctl00_SC_Main_UpdatePanel1", panel) + part("hiddenField", "__VIEWSTATE", "a|b")
    )
    page = Page(URL, answer.encode(), "text/plain")
    found = detect(page)
    assert found is not None
    assert found[0].name == "webforms"
    listing = found[0].listing(page)
    assert [item.title for item in listing.items] == [
        "Bản tin thời sự sáng của đài",
        "Bản tin cải cách hành chính tuần này",
    ]
    assert listing.next is not None
    assert listing.next.form["__VIEWSTATE"] == "a|b"
    assert listing.next.form["__EVENTTARGET"].endswith("ctl06")


@pytest.mark.parametrize("text", ["<html></html>", "", "12|x", "99999999|updatePanel|a|short|", "1|#||4|"])
def test_any_other_page_stays_or_is_cut_where_it_ends(text):
    assert unpacked(Page(URL, text.encode())).url == URL
