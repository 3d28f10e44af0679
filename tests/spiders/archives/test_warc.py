"""Damaged files: what is whole is read, and nothing breaks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spiders.archives.captures import Capture
from spiders.archives.warc import answer_of, captures_of
from tests.sites.saved import Saved, warc

PAGES = [Saved(f"http://snv.vn/{number}", f"<p>{number}</p>" * 50) for number in range(5)]


@pytest.fixture(scope="module", params=[True, False], ids=["gz", "plain"])
def whole(request, tmp_path_factory):
    return warc(tmp_path_factory.mktemp("w") / "a.warc", PAGES, zipped=request.param)


def test_every_answer_is_found_and_read_again(whole):
    held = captures_of(whole)
    assert [one.url for one in held.captures] == [page.url for page in PAGES]
    assert [answer_of(one, 10_000).body for one in held.captures] == [page.content for page in PAGES]
    assert held.fault == ""


@given(share=st.floats(0, 0.999))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_cut_anywhere_gives_its_whole_answers_and_says_so(whole, tmp_path, share):
    content = whole.read_bytes()
    cut = tmp_path / "cut.warc"
    cut.write_bytes(content[: int(len(content) * share)])
    held = captures_of(cut)
    assert [answer_of(one, 10_000).body for one in held.captures] == [page.content for page in PAGES][
        : len(held.captures)
    ]
    assert len(held.captures) < 5 or len(content) - cut.stat().st_size < 10


@given(places=st.lists(st.floats(0, 0.999), min_size=1, max_size=5), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_breaks_the_index(whole, tmp_path, places, value):
    content = bytearray(whole.read_bytes())
    for place in places:
        content[int(place * len(content))] = value
    (tmp_path / "x.warc").write_bytes(content)
    held = captures_of(tmp_path / "x.warc")
    assert all(isinstance(one, Capture) for one in held.captures)


def test_an_answer_longer_than_allowed_is_none(tmp_path):
    bomb = warc(tmp_path / "a.warc.gz", [Saved("http://snv.vn/", b"\0" * 3_000_000)])
    assert answer_of(captures_of(bomb).captures[0], 1_000_000).body is None
