"""`cchc onboard` as a user sees it."""

from __future__ import annotations

import json

from ruamel.yaml import YAML

from tests.sites.pages import Post, list_page, registry_text, site_of
from tests.sites.server import Answer, serving

SECTION = "/vi/news/cchc/"
POSTS = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(12, 0, -1)]


def write(folder, site) -> str:
    path = folder / "mau.yaml"
    path.write_text(registry_text({"snv": [f"url: {site.url}/khac/"]}), encoding="utf-8")
    return str(path)


def test_it_prints_the_lines_to_add_and_writes_nothing(run, tmp_path):
    with serving(site_of(POSTS)) as site:
        file = write(tmp_path, site)
        before = (tmp_path / "mau.yaml").read_bytes()
        result = run("onboard", site.url + SECTION, "--registry", file, "--agency", "snv")
    assert result.exit_code == 0, result.output
    assert "nukeviet" in result.stdout
    assert "10. 2024-03-03 08:00 [B, dòng ngày của bài: “03/03/2024 08:00”] Cải cách hành chính đợt 3" in result.stdout
    lines = result.stdout.split("của snv:\n")[1]
    assert YAML(typ="safe").load(lines)[0]["url"] == site.url + SECTION
    assert (tmp_path / "mau.yaml").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mau.yaml"]


def test_json_is_all_there_is_on_stdout(run, tmp_path):
    with serving(site_of(POSTS)) as site:
        result = run("onboard", site.url + SECTION, "--registry", write(tmp_path, site), "--format", "json")
    data = json.loads(result.stdout)
    assert (data["family"], data["entries"], data["refused"], len(data["samples"])) == ("nukeviet", 10, False, 10)
    assert data["samples"][0]["listed"] == "2024-03-12"


def test_two_readings_that_differ_are_refused_with_what_differs(run, tmp_path):
    turn = iter((POSTS[:3], POSTS[:4], POSTS[:3]))
    with serving(site_of(POSTS) | {SECTION: lambda _: Answer(list_page(next(turn)))}) as site:
        result = run("onboard", site.url + SECTION, "--registry", write(tmp_path, site))
    assert result.exit_code == 1
    assert "TỪ CHỐI" in result.stdout
    assert "“Cải cách hành chính đợt 9”" in result.stdout
    assert "sections" not in result.stdout


def test_what_is_no_list_is_a_message(run, tmp_path):
    with serving({"/x": "<html><body><h1>Hệ thống đang bảo trì</h1></body></html>"}) as site:
        result = run("onboard", site.url + "/x", "--registry", write(tmp_path, site))
    assert result.exit_code == 1
    assert "đang bảo trì" in result.stderr
    assert result.stdout == ""
