"""Parts of a night that need no site: what is swept, what room is asked for, what a held crawl means."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import CchcError, SectionHeld
from crawler.jobs import nightly as job
from crawler.jobs.nightly import NightPlan, Surroundings, nightly
from crawler.jobs.nightly_disk import AMPLE, FLOOR, disk_findings, evidence_findings, sweep
from tests.sites.pages import registry_text

NOW = datetime(2024, 12, 31, 15, tzinfo=UTC)


def test_only_what_was_left_half_made_a_day_ago_is_swept(tmp_path: Path) -> None:
    out, copies = tmp_path / "out", tmp_path / "backups"
    folders = (".2024-12-29.ab12", ".2024-12-30-2.xy", "2024-12-29", ".git", ".2024-12-31.new")
    for name in folders:
        (out / name).mkdir(parents=True)
        (out / name / "index.html").write_text("x", encoding="utf-8")
    copies.mkdir()
    for name in (".cchc-20241229T150000Z.db.part", "cchc-20241229T150000Z.db.gz"):
        (copies / name).write_bytes(b"x")
    for path in (*out.iterdir(), *copies.iterdir()):
        age = timedelta(minutes=5) if path.name.endswith(".new") else timedelta(days=2)
        os.utime(path, ((NOW - age).timestamp(),) * 2)
    sweep(out, tmp_path / "cchc.db", NOW)
    assert sorted(path.name for path in out.iterdir()) == [".2024-12-31.new", ".git", "2024-12-29"]
    assert [path.name for path in copies.iterdir()] == ["cchc-20241229T150000Z.db.gz"]


@pytest.mark.parametrize(("room", "said"), [(AMPLE, 0), (AMPLE - 1, 1), (FLOOR, 1)])
def test_a_disk_that_is_nearly_full_is_one_finding(tmp_path: Path, room: int, said: int) -> None:
    assert len(disk_findings(tmp_path / "cchc.db", tmp_path / "out", lambda place: room)) == said


def test_a_full_disk_begins_nothing(tmp_path: Path) -> None:
    with pytest.raises(CchcError, match="Hãy giải phóng đĩa"):
        disk_findings(tmp_path / "cchc.db", tmp_path / "out", lambda place: FLOOR - 1)


def test_evidence_that_can_t_be_written_is_found(tmp_path: Path) -> None:
    assert evidence_findings(tmp_path / "cchc.db") == []
    (tmp_path / "evidence").write_text("a file in the folder's place", encoding="utf-8")
    (found,) = evidence_findings(tmp_path / "cchc.db")
    assert found.kind == "evidence"


@pytest.mark.parametrize(("retry_after", "waits", "code"), [(0, [], 4), (30, [1800], 4)])
def test_a_crawl_that_another_holds_up_is_tried_later_and_else_said_by_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, retry_after: float, waits: list[float], code: int
) -> None:
    def held(*args: object, **options: object) -> None:
        raise SectionHeld("Chuyên mục x đang được đọc.")

    monkeypatch.setattr(job, "crawl", held)
    registry, slept = tmp_path / "site_registry.yaml", []
    registry.write_text(registry_text({"snv": ["url: http://127.0.0.1:9/cchc"]}), encoding="utf-8")
    plan = NightPlan(registry, tmp_path / "cchc.db", tmp_path / "out", retry_after=retry_after)
    night = nightly(plan, Surroundings(sleep=slept.append, free=lambda place: 10**12))
    assert (night.exit_code, slept) == (code, waits)
    states = {step.name: step.state for step in night.steps}
    assert (states["crawl"], states["report"], states["backup"]) == ("failed", "done", "done")
