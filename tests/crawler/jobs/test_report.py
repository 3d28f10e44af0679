"""`report`: from a registry and a store to files, the same each time, and never over anything else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.found import FoundEntry, FoundListPage
from crawler.jobs.report import report
from crawler.page import Page
from crawler.registry.load import load
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store, posts
from crawler.store.records import CrawlRecord, PostRecord, VerdictRecord

REGISTRY = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
crawl: {user_agent: "cchc-audit (+mailto:a@example.org)"}
plan:
  year: 2024
  title: Kế hoạch năm 2024
  quotas:
    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 1, kinds: [department]}
agencies:
  - id: so-a
    name: Sở A
    kind: department
    website: https://a.example.vn
    sections: [{url: "https://a.example.vn/cchc"}]
  - id: so-b
    name: Sở B
    kind: department
    website: https://b.example.vn
    sections: [{url: "https://b.example.vn/cchc"}]
"""
AT = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
END = date(2024, 12, 31)


@pytest.fixture
def ground(tmp_path: Path) -> tuple[Path, Path]:
    """A registry of two agencies and a store: the first was read whole and has a post each month, the other was not."""
    registry, db = tmp_path / "site_registry.yaml", tmp_path / "cchc.db"
    registry.write_text(REGISTRY, encoding="utf-8")
    store = open_store(db)
    sections = resolved_sections(load(registry))
    crawls.put_sections(store, sections)
    crawls.begin_crawl(store, CrawlRecord("c1", AT.isoformat(), "0.1.0", "0" * 64, None, None, True))
    entries = []
    for month in range(1, 13):
        key, day = f"a.example.vn/{month}", date(2024, month, 5)
        record, verdict = made(key, day)
        posts.save_post(store, record, verdict, (), entries=[(sections[0].section, key)],
                        urls={key: f"https://{key}"}, crawl="c1", seen=AT)  # fmt: skip
        entries.append(FoundEntry(key, f"https://{key}", record.title, f"{day:%d/%m/%Y}", day))
    crawls.add_list_page(store, listing(sections[0].section, tuple(reversed(entries))))
    crawls.end_crawl(store, "c1", AT, "finished", {})
    store.close()
    return registry, db


def made(key: str, day: date) -> tuple[PostRecord, VerdictRecord]:
    iso = day.isoformat()
    record = PostRecord(
        id=key, url=f"https://{key}", title=f"Cải cách hành chính <b>tháng {day.month}</b>", body="", author="",
        source_line="", category="", family="nukeviet", published=iso, day=iso, date_words=f"{day:%d/%m/%Y}",
        date_source="article_line", date_grade="A", date_days=(iso,), date_candidates=(), date_flags=(), attachments=(),
        media=(), text_key="", origin="live", snapshot=None, snapshot_url=None, fetched_at=AT.isoformat(),
    )  # fmt: skip
    return record, VerdictRecord(key, "on_topic", 1.0, ("cchc",), (), (), (), (), "Nói về CCHC.", "bo-tu@1")


def listing(section: str, entries: tuple[FoundEntry, ...]) -> FoundListPage:
    page = Page("https://a.example.vn/cchc", b"<ul></ul>")
    return FoundListPage("c1", section, 1, AT, page.url, 200, "read", "end", None, entries, 0, entries[0].day,
                         entries[-1].day, 0, False, None, "nukeviet", page)  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_is_written(ground: tuple[Path, Path], tmp_path: Path) -> None:
    result = report(*ground, tmp_path / "out", as_of=END)
    assert (result.index, result.mismatches, result.posts) == (tmp_path / "out" / "index.html", 0, 12)
    assert [agency.quotas[0].verdict for agency in result.counts.agencies] == ["met", "undetermined"]
    assert {"index.html", "agencies/so-a.html", "agencies/so-b.html", "audit.json", "counts.csv", "posts.csv"} <= set(
        tree(result.out)
    )
    page = (result.out / "agencies" / "so-a.html").read_text(encoding="utf-8")
    assert "Cải cách hành chính &lt;b&gt;tháng 3&lt;/b&gt;" in page
    assert page.count('<tr class="count"') == 12


def test_it_names_the_lexicon_that_decided_and_the_day_it_was_read(ground: tuple[Path, Path], tmp_path: Path) -> None:
    report(*ground, tmp_path / "out", as_of=END)
    meta = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))["meta"]
    assert (meta["lexicon"], meta["read_until"], meta["as_of"]) == ("bo-tu@1", AT.isoformat(), "2024-12-31")


def test_what_was_never_read_is_no_zero(ground: tuple[Path, Path], tmp_path: Path) -> None:
    report(*ground, tmp_path / "out", as_of=END)
    page = (tmp_path / "out" / "agencies" / "so-b.html").read_text(encoding="utf-8")
    assert "0 ✘</a>" not in page
    assert "Chuyên mục chưa được đọc lần nào." in page


def test_the_same_store_gives_the_same_bytes(ground: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        report(*ground, tmp_path / name, as_of=END)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_one_agency_alone(ground: tuple[Path, Path], tmp_path: Path) -> None:
    result = report(*ground, tmp_path / "out", as_of=END, agencies=["so-b"])
    assert "agencies/so-a.html" not in tree(result.out)
    assert "chỉ gồm 1 trong 2 cơ quan" in result.index.read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "words"), [({"year": 2023}, "2023"), ({"agencies": ["so-z"]}, "so-z")])
def test_bad_input_leaves_the_earlier_report(
    ground: tuple[Path, Path], tmp_path: Path, more: dict[str, object], words: str
) -> None:
    report(*ground, tmp_path / "out", as_of=END)
    before = tree(tmp_path / "out")
    with pytest.raises(BadInput, match=words):
        report(*ground, tmp_path / "out", **more)  # type: ignore[arg-type]
    assert tree(tmp_path / "out") == before


def test_a_folder_with_something_else_is_left_alone(ground: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="không phải báo cáo"):
        report(*ground, tmp_path, as_of=END)
    assert not (tmp_path / "index.html").exists()


def test_posts_that_no_lexicon_read_name_none(ground: tuple[Path, Path]) -> None:
    store = open_store(ground[1])
    section = resolved_sections(load(ground[0]))[0].section
    record, verdict = made("a.example.vn/99", date(2024, 3, 9))
    posts.save_post(store, record, replace(verdict, lexicon=""), (), entries=[(section, record.id)],
                    urls={record.id: record.url}, crawl="c1", seen=AT)  # fmt: skip
    assert posts.lexicons(store) == ["bo-tu@1"]
    store.close()


def test_an_earlier_audit_is_compared_and_a_frozen_one_kept(ground: tuple[Path, Path], tmp_path: Path) -> None:
    first = report(*ground, tmp_path / "runs", as_of=date(2024, 6, 30), dated=True, final=True)
    assert first.out.parent == tmp_path / "runs"
    earlier = first.out / "audit.json"
    second = report(*ground, tmp_path / "runs", as_of=END, dated=True, earlier=earlier)
    assert second.out != first.out
    assert second.changes[0].startswith("So với báo cáo trước: ")
    assert (second.out / "changes.html").exists()
    assert f"{second.out.name}/index.html" in (tmp_path / "runs" / "latest.html").read_text(encoding="utf-8")
    with pytest.raises(BadInput, match="đã chốt"):
        report(*ground, first.out, as_of=END)


@pytest.mark.parametrize("name", ["template", "earlier"])
def test_a_file_that_will_not_do_leaves_the_earlier_report(
    ground: tuple[Path, Path], tmp_path: Path, name: str
) -> None:
    report(*ground, tmp_path / "out", as_of=END)
    before = tree(tmp_path / "out")
    (tmp_path / "x").write_text("không phải", encoding="utf-8")
    with pytest.raises(BadInput):
        report(*ground, tmp_path / "out", as_of=END, **{name: tmp_path / "x"})  # type: ignore[arg-type]
    assert tree(tmp_path / "out") == before
