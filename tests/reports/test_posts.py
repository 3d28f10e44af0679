"""Posts as JSON and CSV: exactly the interface's keys, and nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest

from reports import posts_csv, posts_json

KEYS = [
    *("id", "agency", "channel", "url", "other_urls", "title", "published", "period", "date_source", "date_grade"),
    *("first_seen", "section", "dedicated", "origin", "gone", "topics", "themes", "score", "status", "counts_for"),
    *("review_for", "duplicate_of", "decided_by", "snapshot"),
]


def test_json_has_the_interfaces_keys_in_its_order(make):
    made = posts_json.to_json(make.post(1))
    assert list(made) == KEYS
    assert json.loads(json.dumps(made)) == made
    assert (made["topics"], made["other_urls"], made["published"]) == (["cchc"], [], "2024-03-12T08:05:00+07:00")


def test_csv_has_the_same_columns(make):
    (row,) = csv.DictReader(io.StringIO(posts_csv.csv_text([make.post(1, other_urls=("https://a/1", "https://a/2"))])))
    assert list(row) == KEYS
    assert (row["other_urls"], row["dedicated"], row["duplicate_of"], row["score"]) == (
        "https://a/1; https://a/2", "true", "", "0.93")  # fmt: skip


@pytest.mark.parametrize("title", ['=cmd|"/c calc"!A0', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_title_is_a_formula(make, title):
    text = posts_csv.csv_text([make.post(1, title=title, topics=("=x",))])
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["title"], row["topics"]) == ("'" + title, "'=x")


def test_excel_knows_the_csv_as_utf_8(make, tmp_path):
    posts_csv.write_csv([make.post(1)], tmp_path / "posts.csv")
    assert (tmp_path / "posts.csv").read_bytes().startswith(b"\xef\xbb\xbfid,agency")
