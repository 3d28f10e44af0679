"""The pages: every figure leads to its posts, no text breaks out, nothing is fetched, the same bytes each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from reports.html import content_policy, pages

HASH = "0" * 64
VOID = {"meta", "br", "link", "img", "input", "hr"}
HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'\" onmouseover='alert(1)",
    "</bdi></td></table><iframe src=//evil>",
    "<!--",
    "]]>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;&#60;script&#62;",
    "\u202egnp.exe\u202c",
    "\x00\x08\x1b[31m",
    "a" * 2000,
    '=cmd|"/c calc"!A0',
]


class Elements(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.hrefs, self.attributes, self.open, self.texts = [], [], [], set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.hrefs.append(values["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def elements(audit):
    return {place: Elements(text) for place, text in pages(audit, HASH)}


@pytest.fixture(scope="module")
def mixed(make):
    rows, known = make.mixed()
    return make.audit(rows, known=known)


@pytest.fixture(scope="module")
def site(mixed):
    return elements(mixed)


def test_the_pages(site):
    assert list(site) == [
        "index.html",
        "agencies/so-1.html",
        "agencies/so-2.html",
        "agencies/huyen-1.html",
        "unattributed.html",
    ]


def test_every_element_is_closed_and_every_id_stands_once(site):
    for place, page in site.items():
        assert page.open == [], place
        assert len(page.ids) == len(set(page.ids)), place


def test_every_link_inside_the_report_has_its_target(site):
    followed = 0
    for place, page in site.items():
        for href in page.hrefs:
            if re.match(r"https?://|audit\.(json|xlsx|docx)|counts\.csv|posts\.csv", href):
                continue
            path, _, anchor = href.partition("#")
            folder = place.rpartition("/")[0]
            target = path.removeprefix("../") if path.startswith("../") else "/".join(filter(None, [folder, path]))
            assert (target if path else place) in site, href
            if anchor:
                assert unquote(anchor) in site[target if path else place].ids, (place, href)
                followed += 1
    assert followed > 150


def test_each_figure_leads_to_as_many_posts_as_it_says(mixed, site):
    texts = dict(pages(mixed, HASH))
    for agency in mixed.agencies:
        for one in agency.quotas:
            for key, cell in one.count.periods.items():
                anchor = f"q-{one.quota.id}--{key}"
                assert f"agencies/{agency.id}.html#{anchor}" in site["index.html"].hrefs
                body = re.search(rf'<tbody id="{anchor}">(.*?)</tbody>', texts[f"agencies/{agency.id}.html"], re.S)[1]
                assert body.count('<tr class="count"') == cell.count
                assert body.count('<tr class="review"') == cell.review


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(make, mixed, text):
    fields = {"title": text, "reason": text, "date_words": text, "section": text, "decided_by": text, "themes": (text,)}
    fields |= {"matches": ({"words": text},), "credit": {"kind": "credited", "form": text, "words": text}}
    rows = [make.post(1, **fields), make.standing(2, "off_topic", **fields),
            make.standing(3, "unattributed", **{**fields, "agency": None})]  # fmt: skip
    hostile, tame = elements(make.audit(rows)), elements(make.audit([make.post(1), make.standing(2, "off_topic"),
                    make.standing(3, "unattributed", agency=None)]))  # fmt: skip
    for place, page in hostile.items():
        assert page.open == [], place
        assert set(page.tags) <= set(tame[place].tags) | {"small"}, place
        assert page.tags.count("script") == 1, place
        assert page.attributes <= tame[place].attributes, place
        assert not re.search("[\u202e\x00\x08\x1b]", "".join(page.texts))


def test_hostile_names_in_the_registry_are_only_text(make):
    registry = make.registry(title="</title><script>alert(1)</script>")
    for page in elements(make.audit([make.post(1)], made=registry)).values():
        assert page.tags.count("script") == 1
        assert page.open == []


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil", " vbscript:x", "x y", "http://["],
)
def test_no_link_leads_anywhere_but_to_web_pages(make, url):
    rows = [
        make.post(1, url=url),
        make.standing(2, "off_topic", url=url),
        make.standing(3, "unattributed", agency=None, url=url),
    ]
    for page in elements(make.audit(rows)).values():
        assert url.strip() not in [href.strip() for href in page.hrefs]
        assert all(re.match(r"https?://|#|[a-z0-9./-]+(#|$)", href) for href in page.hrefs)


def test_an_address_with_quotes_stays_one_attribute(make):
    url = 'https://a.example.vn/"onclick="alert(1)'
    page = elements(make.audit([make.post(1, url=url)]))["agencies/so-1.html"]
    assert url in page.hrefs


def test_nothing_is_fetched_and_no_other_script_runs(site, mixed):
    for _, text in pages(mixed, HASH):
        style = re.search("<style>(.*?)</style>", text, re.S)[1]
        script = re.search("<script>(.*?)</script>", text, re.S)[1]
        assert content_policy(style, script).replace("'", "&#39;") in text
        assert not re.search(r"fetch|XMLHttp|import|eval|innerHTML|https?:|document\.write", script)
        assert "url(" not in style
        assert "@import" not in style
    for page in site.values():
        assert page.tags.count("script") == 1
        assert not {"img", "iframe", "link", "object", "form", "input"} & set(page.tags)
        assert not {name for _, name in page.attributes if name.startswith("on") or name in ("style", "src")}


def test_pages_name_their_language_and_tables_their_heads(site, mixed):
    for place, text in pages(mixed, HASH):
        assert '<html lang="vi">' in text
        assert '<a class="skip" href="#noi-dung">' in text
        assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", text)), place
        assert len(re.findall("<h1", text)) == 1


def test_a_zero_that_may_be_more_is_never_shown_as_one(make):
    known = make.Known({("so-1", "own_site", "2024-03"): "failed"})
    index = dict(pages(make.audit([], known=known), HASH))["index.html"]
    (cell,) = re.findall(
        r'<td class="c (\w+)"><a href="agencies/so-1.html#q-own-site--2024-03"[^>]*>([^<]*)</a>', index
    )
    assert cell == ("partial", "?")
    (whole,) = re.findall(
        r'<td class="c (\w+)"><a href="agencies/so-1.html#q-own-site--2024-04"[^>]*>([^<]*)</a>', index
    )
    assert whole == ("zero", "0 ✘")


def test_what_does_not_count_is_listed_with_its_reason(mixed):
    page = dict(pages(mixed, HASH))["agencies/so-1.html"]
    for words in (
        "Lịch cúp điện",
        "Không có từ nào về cải cách hành chính.",
        "Đăng ngoài năm kế hoạch.",
        "Bị loại khi xem xét",
    ):
        assert words in page
    assert "Xem bản được tính" in page


def test_a_figure_that_nothing_bears_out_raises_an_alarm(make, mixed):
    (tally,) = make.tallies([make.post(1)])
    wrong = make.audit([make.post(1)], sums=[type(tally)("so-1", "own-site", "2024-03", count=9)])
    assert "so-1, own-site, 2024-03: số được tính là 9, liệt kê được 1." in dict(pages(wrong, HASH))["index.html"]
    assert 'role="alert"' not in dict(pages(mixed, HASH))["index.html"]


def test_each_quota_names_whom_it_binds(mixed):
    index = dict(pages(mixed, HASH))["index.html"]
    for words in ("Sở, ban, ngành, Ủy ban nhân dân cấp huyện.", "Ủy ban nhân dân cấp huyện.", "Sở số 1."):
        assert f"<strong>Áp dụng cho:</strong> {words}" in index


def test_an_audit_of_some_agencies_says_so(make):
    index = dict(pages(make.audit([], agencies=["so-2"]), HASH))["index.html"]
    assert "chỉ gồm 1 trong 3 cơ quan" in index


def test_agencies_without_a_quota_have_their_pages_too(make):
    registry = make.registry(quotas=[make.QUOTAS[2]], checklist=[])
    found = elements(make.audit([make.standing(1, "off_topic", agency="so-2")], made=registry, agencies=["so-2"]))
    assert list(found) == ["index.html", "agencies/so-2.html"]
    assert "Kế hoạch không giao chỉ tiêu số lượng cho cơ quan này." in "".join(found["agencies/so-2.html"].texts)


def test_a_report_of_nothing_read_has_no_zero_and_no_verdict(make):
    class Nothing(make.Known):
        def complete(self, *asked):
            return False

        def has_section(self, *asked):
            return False

        def causes(self, *asked):
            return (make.Cause(None, "no_section"),)

    audit = make.audit([], known=Nothing(), crawls=())
    texts = dict(pages(audit, HASH))
    assert {one.count.verdict for agency in audit.agencies for one in agency.quotas} == {"undetermined"}
    assert not any(re.search(r'class="c zero"|>0 ✘</a>', text) for text in texts.values())
    assert "chưa thu thập lần nào" in texts["index.html"]


def test_the_same_audit_gives_the_same_pages(make):
    rows, known = make.mixed()
    once = list(pages(make.audit(rows, known=known), HASH))
    assert once == list(pages(make.audit(list(reversed(rows)), known=known), HASH))


def test_many_posts_that_count_for_nothing_go_over_several_pages(make):
    rows = [make.standing(n, "off_topic", title="x" * 300) for n in range(4000)]
    found = dict(pages(make.audit(rows), HASH))
    names = [place for place in found if place.startswith("agencies/so-1")]
    assert names == [f"agencies/so-1{part}.html" for part in ("", ".off_topic-2", ".off_topic-3", ".off_topic-4")]
    assert sum(found[name].count("<tr><td>") + found[name].count('<tr id="p-') for name in names) >= 4000
    assert max(len(found[name].encode()) for name in names) < 1_500_000


def test_many_posts_behind_a_figure_go_to_a_page_of_their_own(make):
    rows = [make.post(n, title="x" * 300, day=f"2024-{1 + n % 2:02}-05") for n in range(4000)]
    audit = make.audit([*rows, make.post(5000, day="2024-03-01")])
    found = dict(pages(audit, HASH))
    names = [place for place in found if place.startswith("agencies/so-1")]
    parts = ("", *(f".own-site.2024-{month}{page}" for month in ("01", "02") for page in ("", "-2")))
    assert names == [f"agencies/so-1{part}.html" for part in parts]
    assert max(len(found[name].encode()) for name in names) < 1_500_000
    assert found["agencies/so-1.html"].count('<tr class="count"') == 799
    assert found["agencies/so-1.html"].count("Xem cả 2000 tin, bài") == 2
    assert sum(found[name].count("<tr><td>") for name in names[1:3]) == 2000


@pytest.mark.slow
def test_pages_of_a_whole_province_stay_small(make):
    made, rows = make.province()
    assert max(len(text.encode()) for _, text in pages(make.audit(rows, made=made), HASH)) < 1_500_000


def test_an_agency_of_which_no_address_ever_answered_is_marked(make):
    audit = make.audit([])
    first, *rest = audit.agencies
    found = dict(pages(replace(audit, agencies=(replace(first, verified=False), *rest)), "0"))
    mark = '<span class="guess">chưa kiểm chứng</span>'
    assert found["index.html"].count(f"{first.name}</a> {mark}") == 1
    assert "(1 cơ quan)" in found["index.html"]
    assert mark in found[f"agencies/{first.id}.html"]
    assert mark not in found[f"agencies/{rest[0].id}.html"]
