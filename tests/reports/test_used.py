"""The written files as people use them, in Debian's chromium: nothing is asked of any network, nothing complains."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.found import SecondWay
from crawler.replies import Reply
from reports.audit_json import data_json, meta_json
from reports.compare import compare
from reports.evidence import Evidence, MachineSaid
from reports.write import write_report

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright, which is not installed here")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE_CORE", Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium, which is not installed here"),
]
PAGES = ["index.html", "agencies/so-1.html", "agencies/so-2.html", "unattributed.html", "snapshots/so-1-1.html",
         "changes.html"]  # fmt: skip
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
DAY, AT = date(2025, 1, 9), "2025-01-09T14:03:00+07:00"
SAID = ({"action": "count", "value": "", "agency": "", "quota": "", "who": "Nguyễn Văn An", "reason": "đã đối chiếu",
         "at": "2024-05-02T14:03:00+07:00", "stands": True},)  # fmt: skip


@pytest.fixture(scope="module")
def report(make, tmp_path_factory):
    rows, known = make.mixed()
    rows = [replace(rows[0], decisions=SAID, recheck=True), *rows[1:]]
    texts = {row.id: f"Thân bài {row.id}" for row in rows}
    evidence = Evidence(
        machine={(rows[0].id, "so-1", "own_site"): MachineSaid("review", "Chỉ nhắc một lần.")},
        lengths={post: len(text) for post, text in texts.items()},
        texts=lambda posts: [(post, "ab" * 32, texts[post]) for post in posts],
        replies=(
            Reply("so-1", "own-site", "2024-03", "Trang hỏng.", "An", DAY, number=1, at=AT, withdrawn_by=2),
            Reply("so-1", "own-site", "2024-03", "Gửi nhầm.", "An", DAY, withdraws=1, number=2, at=AT),
            Reply("so-1", "column", "2024", "Đã mở chuyên mục.", "An", DAY, "15/SNV-VP", number=3, at=AT),
        ),
        second={"so-1-own_site": SecondWay("https://so1.example.vn/rss", 20, 19, 18, 1)},
    )
    audit = replace(make.audit(rows, known=known), evidence=evidence)
    before = make.audit(rows[3:], known=known)
    old, new = ({"meta": meta_json(one.head), "data": data_json(one)} for one in (before, audit))
    return write_report(audit, tmp_path_factory.mktemp("used") / "out", compared=compare(old, new)).parent


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def opened(browser, report):
    """Opens a page of the report; at the end nothing may have been said on the console, nor asked of any network."""
    complaints, asked, contexts = [], [], []

    def open_(place, size="laptop"):
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((report / place).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith("file://")] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PAGES)
def test_every_page_opens_whole(opened, place, size):
    page = opened(place, size)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")  # only tables scroll sideways


def test_tables_are_sorted_by_keyboard_too(opened):
    page = opened("index.html")
    table = page.locator("h2#q-own-site ~ .scroll").first
    as_written = table.locator("tbody th.name").all_inner_texts()
    head = table.get_by_role("button", name="Tổng")
    head.focus()
    page.keyboard.press("Enter")
    assert table.locator("th[aria-sort=ascending]").count() == 1
    assert table.locator("tbody th.name").all_inner_texts() == list(reversed(as_written))
    head.click()
    head.click()
    assert table.locator("tbody th.name").all_inner_texts() == as_written


def test_agencies_are_searched_without_marks_and_filtered(opened):
    page = opened("index.html")
    page.get_by_label("Tìm cơ quan:").fill("HUYEN")
    assert set(page.locator("tr[data-agency]:visible th.name").all_inner_texts()) == {"UBND huyện 1"}
    assert "dòng" in page.get_by_role("status").inner_text()
    page.get_by_label("Tìm cơ quan:").fill("")
    page.get_by_label("Chỉ xem dòng có kết quả không đạt").check()
    assert page.locator("tr[data-agency]:visible").count() == page.locator("tr[data-agency]:has(.not_met)").count()


def test_a_figure_leads_down_to_its_post_and_its_text(opened):
    page = opened("index.html")
    figure = page.locator('a[href="agencies/so-1.html#q-own-site--2024-01"]').first
    number = int(re.match(r"\d+", figure.inner_text())[0])
    figure.click()
    rows = page.locator("tbody#q-own-site--2024-01 tr.count")
    assert rows.count() == number
    assert page.locator("tbody#q-own-site--2024-01").is_visible()
    rows.first.get_by_role("link", name="Văn bản đã lưu").click()
    text = page.locator("article:target")
    assert "Thân bài" in text.inner_text()
    text.get_by_role("link", name="Trạng thái ở trang của cơ quan").click()
    assert page.locator("tr:target").is_visible()


def test_a_decision_is_read_without_colour(opened):
    page = opened("agencies/so-1.html")
    row = page.locator("tr:has(.recheck)").first
    assert "CẦN XEM LẠI" in row.inner_text()
    assert "Nguyễn Văn An: tính" in row.inner_text()
    assert "Máy đã kết luận: chờ xem xét" in row.inner_text()


@pytest.mark.parametrize("place", ["index.html", "agencies/so-1.html"])
def test_it_prints_on_paper(opened, tmp_path, place):
    made = opened(place).pdf(path=str(tmp_path / "out.pdf"), prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}  # A4 on its side


def test_all_is_there_without_the_script(browser, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    assert page.locator("tr[data-agency]:visible").count() > 3
    context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: npm install --prefix tests, or AXE_CORE=…/axe.min.js")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_no_violation(opened, place, size):
    page = opened(place, size)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert told == []
