"""What is wrong with a section, and what is not: rules against their tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.health import PostTries
from reports.health.rules import judge
from reports.health.words import READ, UNREAD
from tests.reports.health.making import TODAY, UNTIL, broken, every, kinds, look, record

SPARSE = every(30, 200, until=20)  # six posts, a month apart
WELL = {
    "as always": record(),
    "first night": record(look(), days=()),
    "few posts ever, no habit": record(days=every(60, 170, until=50)),
    "a pause within its habit": record(days=every(20, 180, until=20)),
    "some pages failed": record(tries=PostTries(read=30, failed=("timeout x",) * 4)),
    "one page failed": record(tries=PostTries(read=0, failed=("timeout x",))),
    "a shorter first page": record(look(3), look(2), look(1), look(items=6)),
    "a list that never had days": record(*(look(night, undated=10) for night in (3, 2, 1, 0))),
    "recall as before": record(recalls=((20, 18), (20, 17), (20, 18))),
    "recall of very few": record(recalls=((20, 20), (3, 1))),
    "says that it is empty": record(look(1), look(outcome="empty", items=0, shown=0), days=()),
    "one busy month": record(days=tuple(sorted((*every(7, 180), *every(3, 29))))),
}
UNWELL = {
    "silent": (record(days=every(7, 180, until=60)), "silent", "thường không im lặng quá 14 ngày"),
    "silent after pauses": (record(days=every(20, 240, until=60)), "silent", "quá 30 ngày"),
    "a drop": (record(days=tuple(sorted(every(1, 210, until=31) * 2 + every(10, 9)))), "drop", "trong 30 ngày qua"),
    "a jump": (record(days=tuple(sorted(every(7, 210) + every(1, 20) * 4))), "jump", "trong 30 ngày qua"),
    "pages fail": (
        record(tries=PostTries(read=6, failed=("http_403 x",) * 4)),
        "posts_failing",
        "4/10 trang không đọc được, phần lớn: bị chặn",
    ),
    "no titles": (record(tries=PostTries(read=8, untitled=5)), "untitled", "5/8"),
    "pages without days": (record(tries=PostTries(read=8, undated=5)), "undated", "5/8 trang"),
    "a list without days": (record(look(2), look(1), look(undated=9)), "undated", "9/10 mục"),
    "a short list": (record(look(3), look(2), look(1), look(items=3)), "few_items", "trang đầu có 3"),
    "a sunk recall": (record(recalls=((20, 19), (20, 20), (20, 12))), "recall", "12/20"),
    "blocked": (record(look(1), broken("http_403 máy chủ trả lời mã 403")), "blocked", "mã 403"),
    "down": (record(look(1), broken("timeout không trả lời")), "down", "không trả lời"),
    "another layout": (
        record(look(1), broken("layout_changed không thấy danh sách", "layout_changed")),
        "layout_changed",
        "không thấy danh sách",
    ),
}


@pytest.mark.parametrize("name", WELL)
def test_nothing_is_said_of_a_section_that_is_well(name):
    assert judge(WELL[name], TODAY, until=UNTIL).findings == ()


@pytest.mark.parametrize("name", UNWELL)
def test_what_is_wrong_is_said_once(name):
    made, kind, words = UNWELL[name]
    judged = judge(made, TODAY, until=UNTIL)
    assert kinds(judged.findings) == [kind]
    assert words in judged.findings[0].details
    assert kind in judged.judged


def test_a_section_that_was_not_read_is_not_judged_by_its_posts():
    made = record(look(1), broken("timeout x"), days=every(7, 180, until=60))
    judged = judge(made, TODAY, until=UNTIL)
    assert (kinds(judged.findings), judged.judged) == (["down"], frozenset(UNREAD))
    assert not judged.judged & set(READ)


def test_silence_is_no_news_once_the_plan_s_year_is_over():
    made = record(days=every(7, 180, until=60))
    assert judge(made, TODAY, until=TODAY - timedelta(days=1)).findings == ()


@pytest.mark.parametrize(("looks", "said"), [((broken("timeout x"),), []), ((look(1), broken("timeout x")), ["down"])])
def test_an_address_never_seen_to_answer_is_news_only_once_it_had_answered(looks, said):
    assert kinds(judge(record(*looks, verified=False), TODAY, until=UNTIL).findings) == said


def test_a_slip_into_the_future_hides_no_silence():
    made = record(days=(*every(7, 180, until=60), TODAY + timedelta(days=400)))
    assert kinds(judge(made, TODAY, until=UNTIL).findings) == ["silent"]
