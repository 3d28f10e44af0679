"""The demo as a whole: audited by the ordinary jobs, it comes to what was planned; and it takes nobody's files away."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import BadInput

_TRAPS = ("/lich-cong-tac", "/dang-nhap", "/tim-kiem")


@pytest.mark.slow
def test_all_cells_are_as_expected(tmp_path: Path) -> None:
    from crawler.jobs.demo import demo

    done = demo(tmp_path / "demo")
    assert [difference.line for difference in done.differences] == []
    assert done.as_expected
    assert done.index.is_file()
    assert done.crawl.requests < 1200
    assert [hit for hit in done.hits if hit[1].startswith(_TRAPS) or "print" in hit[1]] == []
    assert {fall.section.owner for fall in done.crawl.shortfalls} == {
        "so-xay-dung", "so-y-te", "thanh-tra-tinh", "ban-dan-toc", "huyen-song-ha", "huyen-dong-hai",
        "bao-thuan-son",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["cchc.db", "site_registry.yaml"])
def test_somebody_elses_folder_is_left_alone(tmp_path: Path, name: str) -> None:
    from crawler.jobs.demo import demo

    (tmp_path / name).write_text("của người khác", encoding="utf-8")
    with pytest.raises(BadInput, match="--out"):
        demo(tmp_path)
    assert (tmp_path / name).read_text("utf-8") == "của người khác"
