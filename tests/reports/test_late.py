"""Late appearances: only what readings show."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.ledger import ListPageRow, SectionFacts
from reports.late import late_posts
from reports.latewords import late_words

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FACTS = SectionFacts("s", "so-1", "own_site", "https://so-1.example.vn", True, True, None, None)


def moment(day, hour=9):
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+07:00")


ELSEWHERE = [("s", moment("2024-04-20"), "c9"), ("t", moment("2024-03-13"), "c0")]  # seen before in another section


def reading(crawl, day, after="end", **more):
    row = {"crawl": crawl, "section": "s", "seq": 1, "at": moment(day), "url": FACTS.url, "outcome": "read",
           "after": after, "items": 9, "undated": 0, "newest": date(2024, 3, 1), "oldest": date(2024, 1, 1),
           "inversions": 0, "capped": False, "since": None, "until": None}  # fmt: skip
    return ListPageRow(**{**row, **more})


def found(make, rows, first="2024-04-20", crawl="c9", days=("2024-03-12",), seen=None):
    post = make.post(1, candidate_days=days)
    shown = [("s", moment(first), crawl)] if seen is None else seen
    return late_posts([post], [FACTS], rows, {post.id: shown}, ZONE).get(post.id)


def test_a_whole_reading_in_between_shows_it(make):
    late = found(make, [reading("c1", "2024-03-20"), reading("c2", "2024-04-01"), reading("c9", "2024-04-20")])
    assert [one.crawl for one in late.readings] == ["c1", "c2"]
    told = late_words(late, ZONE)
    assert told[0] == (
        "Xuất hiện muộn: ngày đăng 12/03/2024, thấy lần đầu 20/04/2024 09:00 (sau 39 ngày, lần thu thập c9)"
    )
    assert told[1].endswith("20/03/2024 09:00 (lần thu thập c1)")


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ([], {}),
        ([reading("c1", "2024-03-12")], {}),  # began on its day: it may have come later that day
        ([reading("c1", "2024-04-20")], {}),  # began no sooner than it was seen
        ([reading("c9", "2024-03-20")], {}),  # the very crawl that saw it
        ([reading("c1", "2024-03-20", after=None, outcome="failed", items=0)], {}),
        ([reading("c1", "2024-03-20", after="max_pages")], {}),
        ([reading("c1", "2024-03-20", since=date(2024, 3, 15))], {}),  # did not look at that day
        ([reading("c1", "2024-03-20", since=date(2024, 3, 11))], {"days": ("2024-03-10", "2024-03-12")}),
        ([reading("c1", "2024-03-14")], {"first": "2024-03-19"}),  # seen within the week
        ([reading("c1", "2024-03-20")], {"days": ()}),  # undated
        ([reading("c1", "2024-03-20")], {"seen": []}),
        ([reading("c1", "2024-03-20")], {"seen": ELSEWHERE}),
    ],
)  # fmt: skip
def test_anything_less_does_not(make, rows, more):
    assert found(make, rows, **more) is None


def test_a_week_is_not_long(make):
    rows = [reading("c1", "2024-03-14")]
    day = date(2024, 3, 12)
    seen = {n: found(make, rows, first=(day + timedelta(n)).isoformat()) is not None for n in (7, 8)}
    assert seen == {7: False, 8: True}
