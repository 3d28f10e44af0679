"""`cchc verify` on the command line: what is said of differences, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.cli.verify import FIELDS, KINDS, _line
from crawler.counts import PeriodCount
from crawler.jobs.verify import ANSWERS, Difference
from crawler.store.frame import TOLD


@pytest.fixture
def tampered(judged, tmp_path: Path):
    """Posts that no stored page bears out."""
    return judged


def test_differences_are_said_and_end_in_1(tampered):
    told = tampered("verify", "--as-of", "2024-12-31")
    assert told.exit_code == 1
    assert "Khác: tin, bài 127.0.0.1:9~1: bằng chứng không cho thấy tin, bài này" in told.stdout
    assert "Khác: số đếm so-a, own-site, 2024-03: được tính: đang lưu “3”, bằng chứng cho “0”" in told.stdout
    assert "chưa có bản kê nào" in told.stdout
    assert "\x1b" not in told.stdout


def test_a_replay_shows_what_would_change_and_ends_in_0(tampered):
    told = tampered("verify", "--replay", "--as-of", "2024-12-31")
    assert told.exit_code == 0
    assert "Sẽ đổi: tin, bài 127.0.0.1:9~1" in told.stdout
    assert "ô số đếm so-a, own-site, tháng 3/2024: được tính 3 → 0" in told.stdout
    assert "Chưa lưu gì." in told.stdout.splitlines()[-1]


def test_machines_get_json_alone(tampered):
    told = tampered("verify", "--format", "json", "--as-of", "2024-12-31")
    data = json.loads(told.stdout)
    assert told.exit_code == 1
    assert data["head"] == {"number": 0, "sha256": None}
    assert {"kind", "what", "field", "stored", "found", "why"} == set(data["differences"][0])
    assert data["changes"][0]["before"]["count"] == 3


def test_one_agency_of_which_nothing_is_stored_holds(tampered):
    told = tampered("verify", "--agency", "so-b", "--as-of", "2024-12-31")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (
        0,
        "Không có khác biệt nào: mọi số đếm tính lại được từ bằng chứng.",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["verify", "--agency", "so-x"], 2, "không có cơ quan: so-x"),
        (["verify", "--db", "khong.db"], 2, "Chưa có cơ sở dữ liệu"),
        (["verify", "--year", "1999"], 2, "1999"),
        (["export", "so-x", "--out", "x.wacz"], 2, "không có cơ quan: so-x"),
        (["export", "so-a"], 2, "--out"),
    ],
)
def test_what_is_wrong_is_said(judged, arguments, code, words):
    told = judged(*arguments)
    assert (told.exit_code, told.stdout) == (code, "")
    assert words in told.stderr


def test_an_agency_is_handed_over(judged, tmp_path):
    told = judged("export", "so-a", "--out", "a.wacz", "--as-of", "2024-12-31")
    assert told.exit_code == 0
    assert "3 tin, bài" in told.stdout
    assert (tmp_path / "a.wacz").is_file()


@pytest.mark.parametrize("name", [*TOLD, *ANSWERS, *PeriodCount.__dataclass_fields__])
def test_every_field_has_a_vietnamese_name(name):
    assert name in FIELDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_value_is_cut(kind):
    said = _line(Difference(kind, "x", "body", "a" * 500, "b"))
    assert KINDS[kind] in said
    assert len(said) < 200
