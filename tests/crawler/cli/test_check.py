"""`cchc check` as a user sees it, with the sections asked and without."""

from __future__ import annotations

import json

from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import serving

SECTION = "/vi/news/cchc/"
POSTS = [Post(1, "Cải cách hành chính đợt 1", "12/03/2024")]


def test_online_exits_3_where_a_section_does_not_answer(run, tmp_path):
    path = tmp_path / "mau.yaml"
    with serving(site_of(POSTS)) as site:
        path.write_text(registry_text({"snv": [f"url: {site.url}{SECTION}"]}), encoding="utf-8")
        fine = run("check", "--online", "--registry", path)
        path.write_text(
            registry_text({"snv": [f"url: {site.url}{SECTION}", f"url: {site.url}/khac/"]}), encoding="utf-8"
        )
        bad = run("check", "--online", "--registry", path)
        data = run("check", "--online", "--registry", path, "--format", "json")
    assert (fine.exit_code, bad.exit_code, data.exit_code) == (0, 3, 3)
    assert "Cả 1 chuyên mục đều trả lời" in fine.stdout
    assert "12/03/2024" in fine.stdout
    assert f"snv: {site.url}/khac/: máy chủ trả lời mã 404" in bad.stdout
    assert [(one["answers"], one["items"], one["newest"]) for one in json.loads(data.stdout)["online"]] == [
        (True, 1, "2024-03-12"),
        (False, 0, None),
    ]


def test_without_the_network_nothing_is_asked(run, tmp_path):
    path = tmp_path / "mau.yaml"
    with serving(site_of(POSTS)) as site:
        path.write_text(registry_text({"snv": [f"url: {site.url}{SECTION}"]}), encoding="utf-8")
        result = run("check", "--registry", path)
        data = json.loads(run("check", "--registry", path, "--format", "json").stdout)
    assert (result.exit_code, site.hits) == (0, [])
    assert (data["sections"], data["online"]) == (1, None)
