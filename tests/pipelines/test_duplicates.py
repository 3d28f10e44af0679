"""Which posts are one, by address and by text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import identity
from crawler.items import Article, Item
from pipelines.clean import cleaned
from pipelines.duplicates import LEAST_WORDS, DuplicatesPipeline, identify, same_post, text_key
from tests.pipelines.finding import found

SITE = "https://snv.gov.vn"
BODY = "Sở Nội vụ tổ chức kiểm tra công tác cải cách hành chính tại các huyện, thị xã, thành phố trong tỉnh năm 2024."
LONG = " ".join([BODY] * 5)


def told(url, *, page=None, canonical="", article_id=""):
    article = Article("Tin", BODY, canonical=f"{SITE}{canonical}" if canonical else "", article_id=article_id)
    return identify(cleaned(found(article, url=f"{SITE}{url}", page=f"{SITE}{page or url}")))


def by_address(url):
    return identity.post_id(f"{SITE}{url}")


# name: what `told` is given -> id (an address stands for the id it gives), own page
IDENTITIES = {
    "article id": ({"url": "/tin/a-12.html", "article_id": "12"}, "snv.gov.vn~12", "/tin/a-12.html"),
    "address alone": ({"url": "/tin/a"}, "/tin/a", "/tin/a"),
    "no session, no tracking": ({"url": "/tin/a?utm_source=x&id=7"}, "/tin/a?id=7", "/tin/a?id=7"),
    "canonical under another section": ({"url": "/moi/a", "canonical": "/cchc/a"}, "/cchc/a", "/cchc/a"),
    "canonical with an ending": ({"url": "/moi/a", "canonical": "/cchc/a.html"}, "/cchc/a.html", "/cchc/a.html"),
    "canonical is the home page": ({"url": "/tin/a", "canonical": "/"}, "/tin/a", "/tin/a"),
    "canonical is the English home page": ({"url": "/tin/a", "canonical": "/en/"}, "/tin/a", "/tin/a"),
    "canonical is the listing": ({"url": "/tin/a", "canonical": "/tin"}, "/tin/a", "/tin/a"),
    "canonical is another post": ({"url": "/tin/a", "canonical": "/tin/b"}, "/tin/a", "/tin/a"),
    "canonical forgets the query": ({"url": "/x.aspx?id=5", "canonical": "/x.aspx"}, "/x.aspx?id=5", "/x.aspx?id=5"),
    "canonical has another query": ({"url": "/x?id=5", "canonical": "/x?id=6"}, "/x?id=5", "/x?id=5"),
    "canonical repeats the query": ({"url": "/x?id=5", "canonical": "/moi/x?id=5"}, "/moi/x?id=5", "/moi/x?id=5"),
    "all in the query": ({"url": "/index.php?id=5", "canonical": "/index.php?id=5"}, "/?id=5", "/?id=5"),
    "id of another post's canonical": (
        {"url": "/tin/a-12", "canonical": "/tin/b-13", "article_id": "13"}, "/tin/a-12", "/tin/a-12",
    ),
    "id of a canonical that agrees": (
        {"url": "/tin/a-12.html", "canonical": "/moi/a-12.html", "article_id": "12"}, "snv.gov.vn~12", "/moi/a-12.html",
    ),
    "id from elsewhere on the page": (
        {"url": "/tin/bai-viet", "canonical": "/tin/bai-viet", "article_id": "66"}, "snv.gov.vn~66", "/tin/bai-viet",
    ),
    "id beside a canonical of the home page": (
        {"url": "/tin/a-12.html", "canonical": "/", "article_id": "12"}, "snv.gov.vn~12", "/tin/a-12.html",
    ),
    "short address and its full one": (
        {"url": "/?p=12", "page": "/2024/03/bai-viet/", "canonical": "/2024/03/bai-viet/", "article_id": "12"},
        "snv.gov.vn~12", "/2024/03/bai-viet",
    ),
    "sent on to the full address": ({"url": "/node/66", "page": "/tin/a"}, "/tin/a", "/tin/a"),
    "sent on to the home page": ({"url": "/tin/a", "page": "/"}, "/tin/a", "/tin/a"),
}  # fmt: skip


@pytest.mark.parametrize(("given_", "post", "url"), IDENTITIES.values(), ids=IDENTITIES.keys())
def test_identity(given_, post, url):
    expected = by_address(post) if post.startswith("/") else post
    assert told(**given_) == (expected, f"{SITE}{url}")


def test_a_canonical_of_another_host_is_not_asked():
    article = Article("Tin", BODY, canonical="https://tinh.gov.vn/tin/a")
    assert identify(cleaned(found(article, url=f"{SITE}/tin/a")))[1] == f"{SITE}/tin/a"


def test_one_post_at_many_addresses_is_one():
    addresses = ("/vi/tin/a-12.html", "/tin/a-12", "/print/tin/a-12.html", "/tin/a-12.html?print=1", "/moi/a-12.html")
    assert {told(url, article_id="12")[0] for url in addresses} == {"snv.gov.vn~12"}


def test_pages_that_all_name_the_home_page_stay_apart():
    posts = {told(f"/tin/bai-{number}", canonical="/trang-chu")[0] for number in range(10)}
    assert len(posts) == 10


WHOLES = {"numbered": ("van-ban-118", "snv.gov.vn~van-ban-118"), "by its place": ("dong-1", None)}


@pytest.mark.parametrize(("mark", "post"), WHOLES.values(), ids=WHOLES.keys())
def test_a_post_shown_whole_keeps_its_fragment(mark, post):
    url, article = f"{SITE}/van-ban?trang=2#{mark}", Article("Tin", BODY, article_id=mark)
    item = Item(url, "Tin", whole=article)
    draft = cleaned(found(article, item=item, page=f"{SITE}/van-ban?trang=2"))
    assert identify(draft) == (post or identity.post_id(url, whole=True), url)
    assert identify(draft)[0] != identity.post_id(url)


@settings(deadline=None)
@given(st.sampled_from(["/tin/a", "/tin/a?id=5", "/", "/index.php?id=5", "/en/"]), st.text(max_size=20))
def test_a_root_is_nobodys_own_address(url, tail):
    assert not same_post(f"{SITE}/", f"{SITE}{url}")
    assert not same_post("", f"{SITE}{url}{tail}")


# name: (title, body, files) twice -> the same key?
TEXTS = {
    "the same": (("Tin", BODY), ("Tin", BODY), True),
    "case, marks, spaces, punctuation": (("Tin: mới!", BODY), ("TIN – MỚI", BODY.upper().replace(",", " ,  ")), True),
    "no marks at all": (("Tin mới", BODY), ("Tin moi", "So Noi vu to chuc kiem tra cong tac cai cach hanh "
                         "chinh tai cac huyen, thi xa, thanh pho trong tinh nam 2024."), True),
    "paragraphs cut elsewhere": (("Tin", BODY), ("Tin", BODY.replace("công tác", "công tác\n")), True),
    "another month": (("Kết quả tháng 3", BODY), ("Kết quả tháng 4", BODY), False),
    "one title, two texts": (("Lịch tiếp dân", BODY + " Ngày 5"), ("Lịch tiếp dân", BODY + " Ngày 12"), False),
    "one more sentence": (("Tin", BODY), ("Tin", BODY + " Hết."), False),
    "words moved between title and text": (("Tin Sở", BODY), ("Tin", "Sở " + BODY), False),
    "long enough beside a file": (("Tin", LONG, ["a.pdf"]), ("Tin", LONG, ["b.pdf"]), True),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), TEXTS.values(), ids=TEXTS.keys())
def test_copies(one, other, same):
    first, second = text_key(*one), text_key(*other)
    assert "" not in (first, second)
    assert (first == second) is same


@pytest.mark.parametrize(
    ("body", "files"),
    [("", ()), ("Chi tiết xem tệp đính kèm.", ()), (" ".join(["từ"] * (LEAST_WORDS - 1)), ()), (BODY, ["lich.pdf"])],
)
def test_too_little_text_to_tell(body, files):
    assert text_key("Lịch tiếp công dân", body, files) == ""


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_has_a_key_or_none(title, body):
    assert text_key(title, body) == text_key(f" {title} ", f"{body}\n")
    assert len(text_key(title, body)) in (0, 32)


def test_pipeline_fills_its_fields():
    pipeline, other = DuplicatesPipeline(), object()
    assert pipeline.process_item(other) is other
    draft = pipeline.process_item(cleaned(found(Article("Tin", LONG, article_id="12"))))
    assert (draft.post, draft.url) == ("snv.gov.vn~12", f"{SITE}/tin/bai-viet-12.html")
    assert draft.text_key == text_key("Tin", LONG)
    beside = cleaned(found(Article("Tin", BODY, attachments=(f"{SITE}/a.pdf",))))
    assert pipeline.process_item(beside).text_key == ""
