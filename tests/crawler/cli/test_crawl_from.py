"""`cchc crawl --from` on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.cli.conftest import Run
from tests.sites.pages import Post, site_of
from tests.sites.saved import saved_site, warc

POSTS = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(5, 0, -1)]


def test_a_cut_archive_is_read_and_said(run: Run, registry: Path, tmp_path: Path) -> None:
    routes = site_of(POSTS, section="/cchc")
    file = warc(tmp_path / "a.warc.gz", saved_site("http://127.0.0.1:9", routes))
    file.write_bytes(file.read_bytes()[:-50])
    done = run("crawl", "--from", file, "--agency", "so-a")
    assert done.exit_code == 3
    assert "4 tin, bài đã đọc" in done.stdout
    assert "Lưu ý: a.warc.gz:" in done.stdout


def test_what_is_no_archive_is_said_and_nothing_is_stored(run: Run, registry: Path, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_text("xin chào", encoding="utf-8")
    done = run("crawl", "--from", tmp_path / "a.warc")
    assert done.exit_code == 2
    assert "không phải tệp WARC" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_day_of_saving_needs_something_saved(run: Run, registry: Path) -> None:
    done = run("crawl", "--saved-on", "2024-07-10")
    assert done.exit_code == 2
    assert "--from" in done.stderr
