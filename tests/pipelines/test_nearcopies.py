"""Near copies on a generated set: what is nearly the same text is found, what only looks alike is not."""

from __future__ import annotations

import time
from functools import cache
from random import Random

import pytest

from crawler.demo.plan import province
from crawler.text import fold
from pipelines.nearcopies import LEAST_WORDS, Texts, near_copies

LATER = [
    "Tin do bộ phận văn phòng tổng hợp và gửi đăng.",
    "Mời bạn đọc theo dõi chuyên mục vào sáng thứ hai hằng tuần trên trang này.",
    "Nội dung chi tiết được niêm yết tại bộ phận tiếp nhận của cơ quan.",
]


@cache
def posts():
    """The demo's texts, each once: many are written by one form, none is a copy of another."""
    texts = {post.text.body: post.text.title for site in province().sites for post in site.posts}
    return [(f"p{number}", title, body) for number, (body, title) in enumerate(texts.items())]


def _padded(body, rng):
    lines = [*body.splitlines(), *rng.sample(LATER, 2)]
    return "\n".join([rng.choice(LATER), *lines])


def _cut(body, rng):
    words = body.split()
    return " ".join(words[: int(len(words) * rng.uniform(0.7, 0.95))])


def _edited(body, rng):
    """A word in fifty replaced, figures left."""
    words = body.split()
    for at in range(rng.randrange(50), len(words), 50):
        words[at] = words[at] if any(char.isdigit() for char in words[at]) else "đã"
    return " ".join(words)


def _unmarked(body, rng):
    return fold(body).upper()


def _retitled(body, rng):
    return body


CHANGES = {"padded": _padded, "cut": _cut, "edited": _edited, "unmarked": _unmarked, "under another title": _retitled}


@pytest.mark.parametrize("change", CHANGES)
def test_copies_are_found(change):
    rng = Random(change)
    originals = [post for post in posts() if len(post[2].split()) > 2 * LEAST_WORDS]
    copies = [(f"{post} copy", f"Đăng lại: {title}", CHANGES[change](body, rng)) for post, title, body in originals]
    found = {one.post: one for one in near_copies([*originals, *copies])}
    right = [post for post, _, _ in originals if (one := found.get(f"{post} copy")) and one.of == post]
    assert len(right) >= 0.99 * len(originals) > 300
    assert all(one.share >= 0.75 for one in found.values())


def test_texts_of_one_form_are_no_copies():
    found = near_copies(posts())
    assert len(found) <= 0.01 * len(posts())


def _monthly(month, rng):
    a, b, c = (rng.randrange(100, 999) for _ in range(3))
    return (
        f"Trong tháng {month}, bộ phận tiếp nhận và trả kết quả đã nhận {a} hồ sơ, trong đó {b} hồ sơ nộp trực tuyến. "
        f"Số hồ sơ giải quyết đúng hạn và trước hạn là {c}, không có hồ sơ quá hạn. Cơ quan tiếp tục duy trì "
        "việc xin lỗi bằng văn bản khi trễ hẹn, công khai số điện thoại phản ánh và nhắc công chức giữ thái độ lịch sự "
        "khi tiếp dân."
    )


def test_reports_of_twelve_months_are_twelve_posts():
    rng = Random("months")
    year = [(f"m{month}", f"Kết quả tháng {month}", _monthly(month, rng)) for month in range(1, 13)]
    assert near_copies(year) == []
    assert [one.of for one in near_copies([*year, ("again", "Kết quả tháng 7", year[6][2])])] == ["m7"]


def test_the_earliest_is_named():
    _, title, body = posts()[0]
    found = near_copies([("a", title, body), ("b", title, body), ("c", title, body)])
    assert [(one.post, one.of, one.share) for one in found] == [("b", "a", 1.0), ("c", "a", 1.0)]


def test_too_little_text_is_nobodys_copy():
    assert near_copies([("a", "Lịch", "Chi tiết xem tệp đính kèm."), ("b", "Lịch", "Chi tiết xem tệp đính kèm.")]) == []


def test_a_new_text_is_compared_with_few():
    texts = Texts()
    for post, title, body in posts():
        texts.add(post, title, body)
    begun = time.perf_counter()
    for post, title, body in posts()[:100]:
        texts.add(f"{post} again", title, body)
    assert (time.perf_counter() - begun) / 100 < 0.05
