"""Each command with the real jobs on a small store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from crawler.store import crawls, leases, open_store
from tests.crawler.cli.conftest import READ_AT, REGISTRY, Run

POST = """<html><head><meta property="og:type" content="article"><title>Tin</title></head><body><article>
<h1>Cải cách thủ tục</h1><div class="date">Ngày đăng: 05/03/2024</div><div class="content"><p>Nội dung bài viết
về cải cách thủ tục hành chính của tỉnh, đủ dài để là một bài.</p></div></article></body></html>"""


def test_check_lists_agencies_and_figures(run: Run, registry: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "so-a" in result.stdout
    assert "Sở B" in result.stdout
    assert "kế hoạch năm 2024, 1 chỉ tiêu, 2 cơ quan, 2 chuyên mục" in result.stdout


def test_check_tells_all_mistakes_at_once(run: Run, registry: Path) -> None:
    wrong = {
        "version: 1": "version: 2",
        "id: tinh-x": "id: Tỉnh X",
        "allow_private_addresses: true": "delay: -1, allow_private_addresses: true",
        "title: Kế hoạch năm 2024": "title: 2024",
        "period: month": "period: quarter",
        "minimum: 1": "minimum: -1",
        "basis: average": "basis: mean",
        "name: Sở A": "nmae: Sở A",
        "website: http://127.0.0.2:9": "website: 127.0.0.2",
        '/cchc"}]\n  - id': '/cchc", type: rss}]\n  - id',
    }
    text = REGISTRY
    for right, mistake in wrong.items():
        assert right in text
        text = text.replace(right, mistake, 1)
    registry.write_text(text, encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2
    said = [line for line in result.stderr.splitlines() if ".yaml:" in line]
    assert len(said) == 10
    assert all("; cần " in line for line in said)


def test_counts_as_a_table(judged: Run) -> None:
    result = judged("counts", "--as-of", "2024-12-31")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 100
    rows = {line.split()[1]: line for line in result.stdout.splitlines() if line.strip().startswith("Sở")}
    assert "3/12" in rows["A"]
    assert "≥" not in rows["A"]
    assert "≥ 0?/12" in rows["B"]
    assert "✘" in rows["A"]
    assert "?" in rows["B"]


def test_counts_of_one_agency_by_period(judged: Run) -> None:
    shown = judged("counts", "--as-of", "2024-12-31", "--agency", "so-a").stdout
    assert "Không đạt, thiếu 9; mỗi tháng ít nhất 1 (bình quân)" in shown
    assert "3:3" in shown
    assert "Sở B" not in shown
    incomplete = judged("counts", "--as-of", "2024-12-31", "--agency", "so-b").stdout
    assert "Chưa kết luận được, chưa đọc đủ" in incomplete
    assert "1:≥0?" in incomplete


def test_counts_as_json_and_csv(judged: Run) -> None:
    result = judged("counts", "--as-of", "2024-12-31", "--format", "json")
    data = json.loads(result.stdout)
    assert [agency["quotas"][0]["total"] for agency in data["agencies"]] == [3, 0]
    assert [agency["quotas"][0]["verdict"] for agency in data["agencies"]] == ["not_met", "undetermined"]
    rows = list(csv.DictReader(io.StringIO(judged("counts", "--as-of", "2024-12-31", "--format", "csv").stdout)))
    assert len(rows) == 24
    assert sum(int(row["count"]) for row in rows) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["counts", "--year", "2023"], "2023"),
        (["counts", "--agency", "so-z"], "so-z"),
        (["posts", "--agency", "so-z"], "so-z"),
        (["posts", "--period", "2024-13"], "2024-13"),
        (["posts", "--status", "good"], "good"),
        (["posts", "--channel", "radio"], "radio"),
        (["explain", "http://127.0.0.1:9/none"], "http://127.0.0.1:9/none"),
        (["report", "--out", "o", "--year", "2023"], "2023"),
        (["report", "--out", "o", "--agency", "so-z"], "so-z"),
        (["crawl", "--agency", "so-z"], "so-z"),
        (["crawl", "--since", "2024-02-01", "--until", "2024-01-01"], "2024-02-01"),
    ],
)
def test_unknown_names_are_bad_input(judged: Run, arguments: list[str], said: str) -> None:
    result = judged(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_posts_for_people_do_as_no_page_bids(judged: Run) -> None:
    result = judged("posts", "--agency", "so-a")
    assert result.exit_code == 0
    assert "3 tin, bài." in result.stdout
    assert "[bold]<script>" in result.stdout
    assert "\x1b" not in result.stdout
    assert "2024-03-05" in result.stdout
    assert "[127.0.0.1:9~1]" in result.stdout


def test_posts_as_json_and_csv(judged: Run) -> None:
    data = json.loads(judged("posts", "--format", "json").stdout)
    assert [post["id"] for post in data] == [f"127.0.0.1:9~{number}" for number in (1, 2, 3)]
    assert {post["status"] for post in data} == {"counted"}
    rows = list(csv.DictReader(io.StringIO(judged("posts", "--format", "csv").stdout)))
    assert rows[2]["title"].startswith("'=cmd()")
    assert json.loads(judged("posts", "--period", "2024-02", "--format", "json").stdout) == []


@pytest.mark.parametrize("post", ["127.0.0.1:9~1", "http://127.0.0.1:9/tin-1"])
def test_explain_tells_date_topic_and_standing(judged: Run, post: str) -> None:
    result = judged("explain", post)
    assert result.exit_code == 0
    for part in ("Ngày đăng: 2024-03-05", "“05/03/2024”", "cải cách hành chính", "so-a", "own-site, tháng 3/2024"):
        assert part in result.stdout


def test_report_is_written_and_named(judged: Run, tmp_path: Path) -> None:
    result = judged("report", "--out", "baocao", "--as-of", "2024-12-31")
    assert result.exit_code == 0
    index = Path(result.stdout.splitlines()[-1])
    assert (tmp_path / index).read_text("utf-8").startswith("<!")
    assert (tmp_path / "baocao" / "counts.csv").exists()


def test_extract_gives_one_object(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tin.html").write_text(POST, encoding="utf-8")
    result = run("extract", "tin.html", "--url", "https://snv.example.vn/tin-1.html")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert (data["title"], data["published"]) == ("Cải cách thủ tục", "2024-03-05")
    assert {"date_source", "date_grade", "author", "source", "body", "links"} <= data.keys()


def test_extract_refuses_an_address_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tin.html").write_text(POST, encoding="utf-8")
    result = run("extract", "tin.html", "--url", "tin.html")
    assert (result.exit_code, result.stdout) == (2, "")


def test_extract_says_that_a_page_is_no_post(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html></html>", encoding="utf-8")
    result = run("extract", "empty.html", "--url", "https://snv.example.vn/", "--listing")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Lỗi: " in result.stderr
    assert "Traceback" not in result.stderr


def test_classify_answers_line_by_line(run: Run) -> None:
    lines = [
        {"id": 1, "title": "Đẩy mạnh cải cách hành chính", "body": "Cải cách hành chính, cải cách thủ tục hành chính."},
        {"id": 2, "title": "Thời tiết hôm nay", "body": "Trời nắng."},
    ]
    result = run("classify", stdin="\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], answer["label"]) for answer in answers] == [(1, "on_topic"), (2, "off_topic")]
    assert list(answers[0])[:6] == ["id", "label", "score", "topics", "themes", "matches"]


@pytest.mark.parametrize(
    ("stdin", "line"),
    [(b"{}", "dòng 1"), (b'{"title": "", "body": ""}\n[]', "dòng 2"), (b"\n\xff", "dòng 2"), (b"{", "dòng 1")],
)
def test_classify_names_the_line_that_is_none(run: Run, stdin: bytes, line: str) -> None:
    result = run("classify", stdin=stdin)
    assert result.exit_code == 2
    assert line in result.stderr
    assert "Traceback" not in result.stderr


def test_evaluate_says_how_often_the_classifier_is_right(run: Run, tmp_path: Path) -> None:
    post = {"title": "Đẩy mạnh cải cách hành chính", "body": "", "topics": ["cchc"], "themes": [], "stratum": "plain"}
    posts = [post | {"id": "1", "label": "on_topic"}, post | {"id": "2", "label": "off_topic", "topics": []}]
    (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, posts)), encoding="utf-8")
    data = json.loads(run("evaluate", "posts.jsonl", "--format", "json").stdout)
    assert (data["posts"], data["overall"]["right"], data["overall"]["wrong"]) == (2, 1, 1)
    table = run("evaluate", "posts.jsonl")
    assert table.exit_code == 0
    assert "0.500" in table.stdout
    assert "2: off_topic, máy nói on_topic" in table.stdout


def test_a_named_registry_must_be_there_even_where_none_is_needed(run: Run) -> None:
    assert run("classify", "--registry", "none.yaml", stdin=b"").exit_code == 2
    assert run("classify", stdin=b"").exit_code == 0


@pytest.mark.slow
def test_crawl_of_dead_sites_goes_on_and_says_what_is_missing(judged: Run, registry: Path) -> None:
    text = registry.read_text("utf-8").replace("allow_private", "delay: 0, retries: 0, timeout: 5, allow_private")
    registry.write_text(text, encoding="utf-8")
    result = judged("crawl", "--agency", "so-b")
    assert result.exit_code == 3, result.stderr
    assert "CHƯA ĐỌC ĐỦ 1 chuyên mục" in result.stdout
    assert "so-b: http://127.0.0.2:9/cchc" in result.stdout
    assert "→" in result.stdout
    assert json.loads(judged("posts", "--format", "json").stdout)


def test_crawl_of_a_held_section_is_refused(judged: Run, registry: Path) -> None:
    db = open_store(registry.parent / "data" / "cchc.db")
    sections = [facts.section for facts in crawls.section_facts(db)]
    leases.take_leases(db, sections, "another", READ_AT)
    db.close()
    result = judged("crawl", "--agency", "so-a")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "another" in result.stderr
