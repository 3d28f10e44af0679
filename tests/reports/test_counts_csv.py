"""The CSV of counts: one row per agency, quota and period; safe to open."""

import csv
import io

import pytest

from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from reports.counts_csv import COLUMNS, cell_text, csv_rows, csv_text, write_csv

CELLS = {
    "2024-01": PeriodCount(6, 5, 1, 0, True, True, True),
    "2024-02": PeriodCount(0, 0, 0, 2, False, False, None),
}


def year(name="Sở A"):
    quota = QuotaCount("own-site", "III.1.b", "own_site", None, "month", 5, "average", True, "undetermined", "review",
                       6, 5, 0, 0, CELLS)  # fmt: skip
    return YearCounts(2024, "2024-12-31", "tinh-x", (AgencyCounts("so-a", name, "department", (quota,)),))


def test_one_row_per_agency_quota_and_period():
    first, second = csv.DictReader(io.StringIO(csv_text(year())))
    assert tuple(first) == COLUMNS
    assert (first["id"], first["quota"], first["period"], first["periods"]) == ("so-a", "own-site", "month", "2024-01")
    assert (first["count"], first["complete"], first["met"], first["topic"]) == ("6", "true", "true", "")
    assert (second["periods"], second["review"], second["complete"], second["met"]) == ("2024-02", "2", "false", "")


def test_rows_hold_every_column():
    assert [set(row) for row in csv_rows(year())] == [set(COLUMNS)] * 2


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@x", "\tx", "\rx", "\nx", "  =cmd"])
def test_no_text_is_run_as_a_formula(text):
    assert cell_text(text) == "'" + text
    (first, _) = csv.DictReader(io.StringIO(csv_text(year(text)), newline=""))
    assert first["name"] == "'" + text


@pytest.mark.parametrize(("value", "expected"), [(-3, "-3"), (0, "0"), (None, ""), (False, "false"), ("a=b", "a=b")])
def test_other_values_stay_as_they_are(value, expected):
    assert cell_text(value) == expected


def test_a_file_opens_right_in_excel(tmp_path):
    write_csv(year('Sở "A", B'), tmp_path / "counts.csv")
    raw = (tmp_path / "counts.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3
    assert 'Sở "A", B' in {row["name"] for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))}
