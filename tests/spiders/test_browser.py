"""Sections that only a browser can read: a small site that scripts make, on loopback."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.jobs.count import count
from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from crawler.registry.model import Crawl
from crawler.task import SectionTask
from spiders import browser
from tests.sites.pages import TEXT, registry_text
from tests.sites.server import Answer, serving

shown = pytest.mark.skipif(
    not browser.available(), reason="no scrapy-playwright (pip install .[browser]) or no chromium on this machine"
)
COUNT, EACH = 8, 3
TITLES = [f"Cải cách hành chính tại bộ phận một cửa đợt {number}" for number in range(COUNT, 0, -1)]
FRAME = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Sở Nội vụ</title></head><body><div id="app"></div>
<script>{script}</script></body></html>"""
LIST = """
const app = document.getElementById('app');
app.innerHTML = '<h1>Cải cách hành chính</h1><div id="ds"></div><div id="nut"></div>';
const row = p => `<div class="tin"><h3><a href="/bai/${p.id}">${p.title}</a></h3><span>${p.day}</span></div>`;
async function show(n) {
  const data = await (await fetch('/api?trang=' + n)).json();
  MORE
}
fetch('FOREIGN').catch(() => 0);
new Image().src = '/anh.png';
setTimeout(() => show(1), 300);
"""
APPENDING = """
  document.getElementById('ds').insertAdjacentHTML('beforeend', data.rows.map(row).join(''));
  document.getElementById('nut').innerHTML = n < data.pages ? '<button>Xem thêm</button>' : '';
  const on = document.querySelector('#nut button');
  if (on) on.onclick = () => setTimeout(() => show(n + 1), 200);
"""
REPLACING = """
  document.getElementById('ds').innerHTML = data.rows.map(row).join('');
  document.getElementById('nut').innerHTML = '<ul class="pagination">' + [...Array(data.pages).keys()].map(k =>
    `<li class="${k + 1 === n ? 'active' : ''}"><a href="javascript:void(0)" data-n="${k + 1}">${k + 1}</a></li>`
  ).join('') + '</ul>';
  document.querySelectorAll('#nut a').forEach(e => e.onclick = () => setTimeout(() => show(Number(e.dataset.n)), 200));
"""
STUCK = APPENDING.replace("show(n + 1)", "0")
POST = """
const post = POST_DATA;
setTimeout(() => { document.getElementById('app').innerHTML =
  `<h1>${post.title}</h1><p>Ngày đăng: ${post.day}</p><div class="noi-dung"><p>${post.text}</p></div>`;
  document.title = post.title; }, 200);
"""


def _row(at: int) -> dict[str, object]:
    return {"id": at, "title": TITLES[at], "day": f"{28 - at:02d}/03/2024"}


def _api(path: str) -> Answer:
    page = int(parse_qs(urlsplit(path).query)["trang"][0])
    rows = [_row(at) for at in range((page - 1) * EACH, min(page * EACH, COUNT))]
    body = {"rows": rows, "pages": -(-COUNT // EACH)}
    return Answer(json.dumps(body), headers={"Content-Type": "application/json"})


def _routes(more: str, foreign: str) -> dict[str, object]:
    script = LIST.replace("MORE", more).replace("FOREIGN", foreign)
    routes: dict[str, object] = {f"/api?trang={page}": _api for page in range(1, 4)}
    routes["/cai-cach"] = FRAME.replace("{script}", script)
    for at in range(COUNT):
        data = json.dumps(_row(at) | {"text": f"{TEXT} Bài {at}."})
        routes[f"/bai/{at}"] = FRAME.replace("{script}", POST.replace("POST_DATA", data))
    return routes


def _crawled(folder, more: str):
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    with serving({"*": Answer("", 200)}, "127.0.0.3") as foreign, serving({}) as site:
        site.routes.update(_routes(more, foreign.url))  # type: ignore[arg-type]
        text = registry_text({"snv": [f"url: {site.url}/cai-cach, type: browser"]})
        registry.write_text(text.replace("timeout: 3", "timeout: 30"), encoding="utf-8")
        outcome = crawl(registry, db, log_level="ERROR")
        return outcome, registry, db, list(site.hits), list(foreign.hits)


@shown
@pytest.mark.slow
@pytest.mark.parametrize("more", [APPENDING, REPLACING], ids=["more of the same", "a pager"])
def test_a_list_that_scripts_make_is_read_to_its_end(tmp_path, more):
    outcome, registry, db, hits, foreign = _crawled(tmp_path, more)
    found = posts(registry, db, status="all")
    assert sorted(row.title for row in found) == sorted(TITLES)
    days = {row.title: (row.published or "")[:10] for row in found}
    assert days == {TITLES[at]: f"2024-03-{28 - at:02d}" for at in range(COUNT)}
    assert (outcome.complete, outcome.failed_posts) == (True, 0)
    assert foreign == []
    assert "/anh.png" not in hits


@shown
@pytest.mark.slow
def test_a_list_whose_control_does_nothing_is_unfinished(tmp_path):
    outcome, registry, db, _, _ = _crawled(tmp_path, STUCK)
    assert len(posts(registry, db, status="all")) == EACH
    assert [cause.why for short in outcome.shortfalls for cause in short.causes] == ["listing_unfinished"]


def test_without_the_extra_a_section_is_refused_and_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # no chromium there
    registry, db = tmp_path / "site_registry.yaml", tmp_path / "cchc.db"
    registry.write_text(registry_text({"snv": ["url: http://127.0.0.1:9/cai-cach, type: browser"]}), encoding="utf-8")
    outcome = crawl(registry, db, log_level="CRITICAL")
    cause = outcome.shortfalls[0].causes[0]
    assert (cause.why, cause.detail.split()[0]) == ("refused", "no_browser")
    assert "[browser]" in cause.detail
    quota = count(registry, db).agencies[0].quotas[0]
    assert not any(cell.complete for cell in quota.periods.values())


def _section(*hosts: str, kind: str = "browser") -> SectionTask:
    return SectionTask("a-1", "a", "own_site", "http://a.vn", True, frozenset(hosts), kind)


@shown
def test_the_browser_resolves_own_hosts_alone_and_only_where_their_addresses_are_allowed():
    open_to_all = browser.settings_for([_section("127.0.0.1:80", "localhost")], Crawl(allow_private_addresses=True))
    closed = browser.settings_for([_section("127.0.0.1", "khong-co.invalid")], Crawl())
    rules = [one["PLAYWRIGHT_LAUNCH_OPTIONS"]["args"][-1] for one in (open_to_all, closed)]
    assert rules == [
        "--host-resolver-rules=MAP 127.0.0.1 127.0.0.1, MAP localhost 127.0.0.1, MAP * ~NOTFOUND",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]


def test_without_such_sections_nothing_is_set():
    assert browser.settings_for([_section("a.vn", kind="listing")], Crawl()) == {}
