"""Pages that real CMSs made, out of a WARC and out of a mirror's folders: what a crawl of the live sites finds."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from tests import captured
from tests.sites.saved import Saved, warc

pytestmark = pytest.mark.skipif(not captured.CAPTURES.is_dir(), reason=f"no captured pages at {captured.CAPTURES}")

SILENT = "/vi/news/thong-tin-thong-ke/"  # see test_captures_crawl.py


def _origin(name: str) -> str:
    return str(json.loads((captured.CAPTURES / name / "about.json").read_text(encoding="utf-8"))["origin"])


def _saved(name: str) -> list[Saved]:
    lines = (captured.CAPTURES / name / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Saved(
            row["url"],
            gzip.decompress((captured.CAPTURES / name / row["file"]).read_bytes()) if row["file"] else b"",
            "2026-11-22T03:00:00Z",
            row["status"],
            {key: value for key, value in row["headers"].items() if key in ("Content-Type", "Location")},
        )
        for row in rows
    ]


def _mirror(root: Path, answers: list[Saved]) -> None:
    """The pages as `wget --mirror` writes them."""
    for one in answers:
        if one.status != 200:
            continue
        parts = urlsplit(one.url)
        path = parts.path + ("index.html" if parts.path.endswith("/") else "")
        file = root / parts.netloc / (path.lstrip("/") + (f"?{parts.query}" if parts.query else ""))
        if any(parent.is_file() for parent in file.parents) or file.is_dir():
            continue  # `a` and `a/b`: wget, too, can write but one of them
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.content)


def _crawled(folder: Path, source: Path, saved_on: date | None = None):
    registry = folder / "site_registry.yaml"
    registry.write_text(captured._registry({name: _origin(name) for name in captured.NAMES}), encoding="utf-8")
    outcome = crawl(registry, folder / "cchc.db", log_level="ERROR", source=source, saved_on=saved_on)
    found = {name: [] for name in captured.NAMES}
    for row in posts(registry, folder / "cchc.db", status="all"):
        found[row.agency].append(row)
    return outcome, found


@pytest.fixture(scope="module")
def archived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("warc")
    answers = [one for name in captured.NAMES for one in _saved(name)]
    return _crawled(folder, warc(folder / "captures.warc.gz", answers))


@pytest.mark.parametrize("name", captured.NAMES)
def test_an_archive_gives_every_post_once_with_its_day(archived, name):
    figures = captured.figures(name, archived[1][name], _origin(name))
    assert (figures.missed, figures.extra, figures.wrong, figures.undated) == ((), (), (), ())
    assert figures.titles == figures.right == figures.posts


def test_every_section_of_the_archive_was_read_whole_but_the_silent_one(archived):
    shorts = archived[0].shortfalls
    assert [urlsplit(short.section.url).path for short in shorts] == [SILENT]


@pytest.mark.parametrize("name", ["nukeviet", "joomla3"])
def test_a_mirror_gives_every_post_with_its_day(tmp_path, name):
    _mirror(tmp_path / "ban-sao", _saved(name))
    _, found = _crawled(tmp_path, tmp_path / "ban-sao", date(2026, 11, 22))
    figures = captured.figures(name, found[name], _origin(name))
    assert (figures.missed, figures.wrong) == ((), ())
    assert {row.origin for row in found[name]} == {"export"}
