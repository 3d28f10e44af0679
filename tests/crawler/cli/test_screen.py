"""Tables, summaries and progress, without any job."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.cli.countstable import bound, print_counts
from crawler.cli.crawlsummary import size, summary
from crawler.cli.progress import Lines, words
from crawler.cli.screen import number, safe
from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from crawler.jobs.crawl import CrawlOutcome, Progress
from crawler.jobs.reached import Shortfall
from reports.coverage import Cause
from tests.crawler.store import making


def cell(count: int = 1, *, complete: bool = True, due: bool = True, review: int = 0) -> PeriodCount:
    return PeriodCount(count, 0, 0, review, complete, due, None)


def quota(name: str, verdict: str, *cells: PeriodCount, reason: str | None = None) -> QuotaCount:
    periods = {f"2024-{month:02d}": one for month, one in enumerate(cells, 1)}
    total = sum(one.count for one in cells if one.due)
    return QuotaCount(
        name, "III.1", "own_site", "cchc", "month", 5, "each", True, verdict, reason, total, 60, 0, 0, periods
    )  # type: ignore[arg-type]


def shown(capsys: pytest.CaptureFixture[str], *quotas: QuotaCount, periods: bool = False, name: str = "Sở A") -> str:
    agency = AgencyCounts("so-a", name, "department", quotas)
    print_counts(YearCounts(2024, "2024-12-31", "x", (agency,)), periods=periods)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (quota("q", "met", cell(61)), "✔ 61/60"),
        (quota("q", "not_met", cell(41), reason="short"), "✘ 41/60"),
        (quota("q", "undetermined", cell(41), cell(0, complete=False), reason="incomplete"), "? ≥ 41?/60"),
        (quota("q", "undetermined", cell(0, complete=False), reason="incomplete"), "? ≥ 0?/60"),
        (quota("q", "met", cell(61), cell(0, complete=False, due=False)), "✔ 61/60"),
        (quota("q", "not_due", cell(0, due=False, complete=False)), "…"),
        (quota("q", "met", cell(1234)), "✔ 1.234/60"),
    ],
)
def test_a_verdict_says_how_sure_its_count_is(capsys: pytest.CaptureFixture[str], made: QuotaCount, text: str) -> None:
    (row,) = [line for line in shown(capsys, made).splitlines() if "Sở A" in line]
    assert row.split("Sở A")[1].strip() == text


def test_many_quotas_and_long_names_stay_within_100_columns(capsys: pytest.CaptureFixture[str]) -> None:
    quotas = [
        quota(f"a-long-quota-{number}", "undetermined", cell(1000, complete=False), reason="incomplete")
        for number in range(9)
    ]
    out = shown(capsys, *quotas, periods=True, name="Ban Quản lý các khu công nghiệp tỉnh Bình Thuận")
    assert max(map(len, out.splitlines())) <= 100
    assert out.count("? ≥ 1.000?/60") == 9
    assert "9 kết luận còn để ngỏ" in out


def test_periods_are_shown_with_their_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    cells = (cell(6), cell(3, complete=False), cell(2, review=1), cell(0), cell(0, due=False, complete=False))
    out = shown(capsys, quota("q", "undetermined", *cells, reason="incomplete"), periods=True)
    assert "1:6  2:≥3?  3:2(+1 chờ xem)  4:0  5:·" in out


@pytest.mark.parametrize(("count", "whole", "text"), [(3, True, "3"), (3, False, "≥ 3?"), (0, False, "≥ 0?")])
def test_a_lower_bound_is_shown_as_one(count: int, whole: bool, text: str) -> None:
    assert bound(count, whole) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a\x1b[2Jb", "a [2Jb"), ("a\nb\tc", "a b c"), ("abc\u202edef", "abc def"), ("Đất đai", "Đất đai"), ("\x9b", " ")],
)
def test_text_from_the_web_gives_no_orders(text: str, plain: str) -> None:
    assert safe(text) == plain


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1234567, "1.234.567")])
def test_numbers_are_written_as_in_vietnamese(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 kB"), (345_600, "346 kB"), (12_340_000, "12,3 MB")])
def test_sizes(count: int, text: str) -> None:
    assert size(count) == text


OUTCOME = CrawlOutcome("c1", 2, 10, 40, 0, 52, 2_000_000, 0, ())
SECTION = making.section("s1", owner="so-a", url="https://so-a.vn/tin")
CAUSES = (Cause(SECTION, "failed", "dns_failed"), Cause(SECTION, "unread_posts", posts=3))
SHORT = Shortfall(SECTION, date(2023, 10, 1), date(2024, 12, 31), CAUSES)


def test_a_whole_crawl_is_summed_up() -> None:
    lines = summary(OUTCOME)
    assert "2 chuyên mục, 10 trang danh sách, 40 tin, bài đã đọc; 52 lượt tải, 2,0 MB." in lines[0]
    assert lines[-1] == "Mọi chuyên mục đã đọc đủ."


def test_what_was_not_read_is_told_with_what_to_do() -> None:
    outcome = CrawlOutcome("c1", 2, 10, 40, 3, 52, 0, 1, (SHORT,))
    text = "\n".join(summary(outcome))
    assert "3 trang không đọc được" in text
    assert "CHƯA ĐỌC ĐỦ 1 chuyên mục" in text
    assert "so-a: https://so-a.vn/tin (01/10/2023–31/12/2024)" in text
    assert "[dns_failed] → " in text
    assert "(3 tin, bài)" in text
    assert "1 lỗi khi xử lý" in text
    assert "đã đọc đủ." not in text


def test_progress_in_words() -> None:
    assert words(Progress(8, 3, 14, 5, 40, 1212, 0)) == (
        "Xong 3/8 cơ quan, 5/14 chuyên mục; 40 trang danh sách, 1.212 tin, bài"
    )
    assert words(Progress(8, 3, 14, 5, 40, 2, 1)).endswith(", 1 trang hỏng")


def test_where_nobody_watches_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 9.9, 10.0, 15.0, 21.0])
    lines = Lines(lambda: next(times))
    for posts in range(6):
        lines(Progress(1, 0, 1, 0, 1, posts, 0))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split("sách, ")[1] for line in captured.err.splitlines()] == ["0 tin, bài", "3 tin, bài", "5 tin, bài"]
