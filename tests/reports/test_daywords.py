"""Days and periods in Vietnamese."""

from zoneinfo import ZoneInfo

import pytest

from reports.daywords import moment_words, month_of_week, period_words, periods_words

VN = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-03-12T09:15:00+07:00", "12/03/2024 09:15"),
        ("2024-03-31T18:30:00+00:00", "01/04/2024 01:30"),
        ("2024-03-12", "12/03/2024"),
        ("2024-03-12T09:15:00", "12/03/2024 09:15"),
        ("hôm qua", "hôm qua"),
    ],
)
def test_moments_are_the_provinces(text, words):
    assert moment_words(text, VN) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([], ""),
        (["2024-03"], "tháng 3"),
        (["2024-01", "2024-02", "2024-03", "2024-05"], "tháng 1–3, 5"),
        (["2024-05", "2024-04"], "tháng 4–5"),
        (["2024-W01", "2024-W52"], "tuần 1, 52"),
        (["2024"], "năm 2024"),
    ],
)
def test_runs_of_periods(keys, words):
    assert periods_words(keys) == words


@pytest.mark.parametrize(
    ("key", "words"), [("2024-03", "tháng 3/2024"), ("2024-W07", "tuần 7/2024 (12/02–18/02)"), ("2024", "năm 2024")]
)
def test_a_period_in_words(key, words):
    assert period_words(key) == words


@pytest.mark.parametrize(("key", "month"), [("2024-W01", 1), ("2024-W05", 2), ("2024-W44", 10), ("2020-W53", 12)])
def test_a_week_stands_in_the_month_of_its_thursday(key, month):
    assert month_of_week(key) == month
