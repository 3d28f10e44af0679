"""Near copies on a generated set: what is nearly the same text is a copy, what only looks alike is none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.demo.plan import province
from crawler.text import fold
from pipelines.nearcopies import COPY_SHARE, FEW, LEAST_SHARE, LEAST_WORDS, likeness, text_of

LATER = [
    "Tin do bộ phận văn phòng tổng hợp và gửi đăng.",
    "Mời bạn đọc theo dõi chuyên mục vào sáng thứ hai hằng tuần trên trang này.",
    "Nội dung chi tiết được niêm yết tại bộ phận tiếp nhận của cơ quan.",
    "Ban biên tập xin cảm ơn các đơn vị đã cung cấp số liệu cho bài viết.",
]
NAMES = ["Hòa Thắng", "Mương Mán", "Đông Giang", "Suối Kiết", "Nghị Đức", "Tân Phước"]


@cache
def posts():
    """The demo's texts, each once: many are written by one form, none is a copy of another."""
    texts = {post.text.body: post.text.title for site in province().sites for post in site.posts}
    return [(title, body) for body, title in texts.items() if len(body.split()) > 2 * LEAST_WORDS]


def _same(title, body, rng):
    return title, body


def _padded(title, body, rng):
    return title, "\n".join([rng.choice(LATER), *body.splitlines(), *rng.sample(LATER, 2)])


def _cut(title, body, rng):
    words = body.split(" ")
    return title, " ".join(words[: int(len(words) * rng.uniform(0.7, 0.95))])


def _edited(title, body, rng):
    """A word in thirty replaced or left out; figures and names stay."""
    words = body.split(" ")
    for at in range(rng.randrange(30), len(words), 30):
        if words[at].islower() and words[at].isalpha():
            words[at] = rng.choice(["", "vừa", "đã"])
    return title, " ".join(filter(None, words))


def _unmarked(title, body, rng):
    return fold(title), fold(body)


def _capitals(title, body, rng):
    return title.upper(), body.upper()


def _retitled(title, body, rng):
    return "Đăng lại: tin của cơ quan", body


def _padded_and_edited(title, body, rng):
    return _padded(*_edited(title, body, rng), rng)


COPIES = [_same, _padded, _cut, _edited, _unmarked, _capitals, _retitled, _padded_and_edited]


def _other_figures(title, body, rng):
    """As a form filled in anew: a few of its figures are others."""
    return title, re.sub(r"\d+", lambda found: str(int(found[0]) + rng.randrange(1, 9)), body)


def _other_month(title, body, rng):
    return f"{title} - tháng {rng.randrange(13, 24)}", body


def _other_place(title, body, rng):
    """One name is another's; a form of one sentence for another commune."""
    return title, f"{body}\nBuổi làm việc diễn ra tại xã {rng.choice(NAMES)} của huyện."


LOOK_ALIKES = [_other_figures, _other_month, _other_place]


def _copied(one, other):
    """Whether two texts would be found, and be called one."""
    if one is None or other is None or len(set(one.kept) & set(other.kept)) < FEW:
        return False
    found = likeness(one, other)
    return found is not None and found.copy


@pytest.mark.parametrize("change", COPIES)
def test_copies_are_found(change):
    rng = Random(change.__name__)
    right = [_copied(text_of(*post), text_of(*change(*post, rng))) for post in posts()]
    assert sum(right) >= 0.99 * len(right) > 300


def _alike(change, rng):
    """Pairs of posts that only look alike."""
    for title, body in posts():
        if change is _other_month:
            yield (f"{title} - tháng 3", body), _other_month(title, body, rng)
        elif change is _other_place:
            first, second = (f"{body}\nBuổi làm việc diễn ra tại xã {name} của huyện." for name in rng.sample(NAMES, 2))
            yield (title, first), (title, second)
        elif re.search(r"\d", body):
            yield (title, body), _other_figures(title, body, rng)


@pytest.mark.parametrize("change", LOOK_ALIKES)
def test_look_alikes_are_two_posts(change):
    wrong = [_copied(text_of(*one), text_of(*other)) for one, other in _alike(change, Random(change.__name__))]
    assert len(wrong) > 150
    assert sum(wrong) <= 0.01 * len(wrong)


def test_texts_of_one_form_are_no_copies():
    """Of all pairs of the demo's texts that would be compared, next to none is called a copy."""
    texts = [text_of(*post) for post in posts()]
    having: dict[int, list[int]] = {}
    wrong = 0
    for at, text in enumerate(texts):
        near = Counter(place for shingle in text.kept for place in having.get(shingle, ()))
        wrong += sum(_copied(text, texts[place]) for place, times in near.items() if times >= FEW)
        for shingle in text.kept:
            having.setdefault(shingle, []).append(at)
    assert wrong <= 0.01 * len(texts)


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
    year = [text_of(f"Kết quả tháng {month}", _monthly(month, rng)) for month in range(1, 13)]
    assert not [1 for at, one in enumerate(year) for other in year[:at] if _copied(one, other)]


BODY = _monthly(3, Random("one")).replace("Cơ quan tiếp", "Cơ quan của bà Trần Thị Hoa tiếp")


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (BODY, True),
        (BODY.replace("Trần Thị Hoa", "Lê Thị Lan"), False),
        (BODY.replace("tháng 3", "tháng 4"), False),
        (BODY.replace("tháng 3", "tháng tư"), False),
        (BODY.replace("tháng 3", "tháng"), True),
        (BODY.replace("lịch sự", "nhã nhặn"), True),
        (BODY.replace("Số hồ sơ", "Tổng hồ sơ"), True),
        (f"{BODY} {BODY.replace('hồ sơ', 'giấy tờ').replace('và', 'cùng')} {' '.join(LATER)} {' '.join(LATER)}", False),
    ],
)
def test_facts_and_length_decide(other, copy):
    found = likeness(text_of("Kết quả", BODY), text_of("Kết quả", other))
    assert found is not None
    assert found.copy is copy


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        ("Kết quả tháng 3", "Kết quả tháng 4", False),
        ("Kết quả tháng ba", "Kết quả tháng tư", False),
        ("Một ngày ở nơi tiếp dân", "Hai người ở nơi tiếp dân", True),
        ("Lịch tiếp công dân tháng 3/2024", "Lịch tiếp công dân tháng 3", False),
        ("Kết quả tháng 3", "Đăng lại kết quả tháng 3", True),
        ("Kết quả tháng 3", "Tin đăng lại", True),
    ],
)
def test_titles_that_name_other_figures_are_of_other_posts(one, other, copy):
    assert likeness(text_of(one, BODY), text_of(other, BODY)).copy is copy


def test_a_half_is_told_of_and_not_judged():
    words = BODY.split()
    other = "mấy câu khác hẳn được viết thêm vào đây cho đủ độ dài"
    half = " ".join([*words[: len(words) * 6 // 10], other])
    found = likeness(text_of("Tin", BODY), text_of("Tin", half))
    assert LEAST_SHARE <= found.share < COPY_SHARE
    assert not found.copy


def test_too_little_text_is_nobodys_copy():
    assert text_of("Lịch", "Chi tiết xem tệp đính kèm.") is None


WORDS = st.lists(st.sampled_from([*BODY.split(), "Hoa", "Lan", "7", "12"]), max_size=12).map(" ".join)


@settings(deadline=None)
@given(WORDS, WORDS, st.integers(0, 60), st.integers(0, 60))
def test_which_of_the_two_is_given_first_makes_no_difference(one, other, here, there):
    words = BODY.split()
    first = text_of(one, " ".join([*words[:here], one, *words[here:]]))
    second = text_of(other, " ".join([*words[:there], other, *words[there + 3 :]]))
    assert likeness(first, second) == likeness(second, first)
