"""Folders of runs, and what leads to the latest."""

from datetime import date

import pytest

from crawler.errors import BadInput
from reports.runs import point_to, run_folder

DAY = date(2025, 1, 2)


def test_each_run_has_a_folder_and_latest_leads_to_the_last(tmp_path):
    names = []
    for _ in range(3):
        folder = run_folder(tmp_path / "runs", DAY)
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(folder.name, encoding="utf-8")
        point_to(folder, "index.html")
        names.append(folder.name)
    assert names == ["2025-01-02", "2025-01-02-2", "2025-01-02-3"]
    assert 'url=2025-01-02-3/index.html"' in (tmp_path / "runs" / "latest.html").read_text(encoding="utf-8")
    assert (tmp_path / "runs" / "latest" / "index.html").read_text(encoding="utf-8") == "2025-01-02-3"


def test_somebody_elses_latest_is_left_alone(tmp_path):
    (tmp_path / "latest").mkdir()
    folder = run_folder(tmp_path, DAY)
    folder.mkdir()
    point_to(folder, "index.html")
    assert not (tmp_path / "latest").is_symlink()


def test_runs_do_not_go_into_a_report(tmp_path):
    (tmp_path / "audit.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadInput, match="là một báo cáo"):
        run_folder(tmp_path, DAY)
