"""The written files in a real browser: the script runs under the page's own policy, sorts and hides rows."""

import re
import shutil
import subprocess

import pytest

from reports.write import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium, which is not installed here"),
]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--enable-logging=stderr"]  # fmt: skip
USED = """<script>
var told = [], tables = document.querySelectorAll("table[data-sort]"), own = tables[2];
var names = function () {
  return Array.from(own.tBodies[0].rows).filter(function (row) { return !row.hidden; })
    .map(function (row) { return row.cells[1].textContent.trim(); }).join(",");
};
var total = Array.from(own.querySelectorAll("button")).find(function (one) { return one.textContent === "Tổng"; });
told.push(names());
total.click(); told.push(names());
total.click(); told.push(names());
total.click(); told.push(names());
var search = document.querySelector("input[type=search]");
search.value = "HUYEN"; search.dispatchEvent(new Event("input")); told.push(names());
search.value = ""; search.dispatchEvent(new Event("input"));
var short = document.querySelector("input[type=checkbox]");
short.checked = true; short.dispatchEvent(new Event("change")); told.push(names());
document.body.dataset.told = told.join(" | ");
</script></body>"""


@pytest.fixture(scope="module")
def report(make, tmp_path_factory):
    rows, known = make.mixed()
    return write_report(make.audit(rows, known=known), tmp_path_factory.mktemp("report") / "out").parent


def opened(page, tmp_path):
    """The page's elements after its script has run, and what the browser said."""
    flags = [*FLAGS, f"--user-data-dir={tmp_path}", "--dump-dom", page.as_uri()]
    done = subprocess.run([CHROMIUM, *flags], capture_output=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout, done.stderr


@pytest.mark.parametrize("place", ["index.html", "agencies/so-2.html", "unattributed.html"])
def test_the_script_runs_under_the_pages_own_policy_without_a_complaint(report, tmp_path, place):
    elements, said = opened(report / place, tmp_path)
    assert 'type="search"' in elements
    assert "CONSOLE" not in said


def test_tables_are_sorted_and_rows_are_found(report, tmp_path):
    policy = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
    text = policy.sub("", (report / "index.html").read_text(encoding="utf-8")).replace("</body>", USED)
    used = report.parent / "used.html"
    used.write_text(text, encoding="utf-8")
    elements, _ = opened(used, tmp_path)
    as_written = "Sở số 1,Sở số 2,UBND huyện 1"
    assert re.search('data-told="([^"]*)"', elements)[1].split(" | ") == [
        as_written,
        "UBND huyện 1,Sở số 2,Sở số 1",
        as_written,
        as_written,
        "UBND huyện 1",
        "UBND huyện 1",
    ]


def test_it_prints_to_pdf(report, tmp_path):
    made = tmp_path / "out.pdf"
    flags = [*FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
    subprocess.run([CHROMIUM, *flags, (report / "index.html").as_uri()], capture_output=True, timeout=120, check=True)
    assert made.read_bytes().startswith(b"%PDF-")
