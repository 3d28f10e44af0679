"""The status page: what it says, that hostile words stay words, that it asks for nothing from any network."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from crawler.health import Problem
from reports.health.digest import Place, problem_data
from reports.health.status import Status, hours_late, section_state
from reports.health.statusview import status_page
from tests.reports.health.making import TODAY, every, record

NOW = datetime(2024, 9, 30, 16, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"
MOMENT = "2024-09-29T15:00:00+00:00"


def made(run: dict | None = None) -> Status:
    problem = Problem(1, "s1", "down", MOMENT, MOMENT, None, HOSTILE)
    bad, well = record(), record(section="s2", days=every(3, 210), url="javascript:alert(1)")
    return Status(
        province="Tỉnh X",
        at=NOW.isoformat(),
        program="0",
        lexicon="l",
        run=run,
        late=hours_late(run, NOW),
        sections=(section_state(bad, HOSTILE, [problem], TODAY), section_state(well, "Sở B", [problem], TODAY)),
        problems=(problem_data(problem, Place(HOSTILE, "https://s1.vn/tin")),),
        backups=({"name": "a.db", "path": "a.db", "at": MOMENT, "size": 1_234_567},),
        holders=({"what": "lần thu thập c1, 2 chuyên mục", "host": "may", "pid": 7, "since": MOMENT},),
    )


def test_it_says_how_everything_stands():
    page = status_page(made(), UTC)
    for words in (
        "chưa chạy lần nào",
        "trang không truy cập được",
        "10; thường 10 (0–30)",
        "1.234 kB: a.db",
        "tiến trình 7",
    ):
        assert words in page
    assert page.index("Chuyên mục đang có vấn đề") < page.index("Chuyên mục không có vấn đề")


def test_hostile_words_stay_words():
    page = status_page(made(), UTC)
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript:' not in page


def test_it_asks_for_nothing_and_is_the_same_each_time():
    page = status_page(made(), UTC)
    assert page == status_page(made(), UTC)
    assert re.findall(r'(?:src|srcset)="', page) == []
    assert "default-src &#39;none&#39;" in page


def test_a_timer_that_stopped_is_said():
    run = {"started_at": MOMENT, "ended_at": MOMENT, "exit_code": 1, "line": "x", "steps": []}
    assert hours_late(run, NOW) is None
    old = run | {"started_at": "2024-09-27T15:00:00+00:00"}
    assert "Đã 73 giờ chưa chạy lại" in status_page(made(old), UTC)
    assert "bị ngắt giữa chừng" in status_page(made(run | {"ended_at": None}), UTC)
