"""The whole chain on pages that real CMSs made: every post once, every day right."""

from __future__ import annotations

import pytest

from tests import captured

pytestmark = pytest.mark.skipif(not captured.CAPTURES.is_dir(), reason=f"no captured pages at {captured.CAPTURES}")

# A category without posts, of which eGovernment prints an empty box and not a word: no listing, so no zero either.
SILENT = "/vi/news/thong-tin-thong-ke/"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    return captured.crawled(tmp_path_factory.mktemp("captures"))


@pytest.mark.parametrize("name", captured.NAMES)
def test_every_post_is_found_once_with_its_day(crawled, name):
    _, found, bases = crawled
    figures = captured.figures(name, found[name], bases[name])
    assert (figures.missed, figures.extra, figures.wrong, figures.undated) == ((), (), (), ())
    assert figures.titles == figures.right == figures.posts


def test_every_section_was_read_whole_but_the_silent_one(crawled):
    outcome, _, _ = crawled
    assert [short.section.url.split("/", 3)[3] for short in outcome.shortfalls] == [SILENT.lstrip("/")]
    assert [cause.why for short in outcome.shortfalls for cause in short.causes] == ["layout_changed"]
