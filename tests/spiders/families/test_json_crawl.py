"""Whole crawls of sections that are JSON: a proxy told by POST what to read, and WordPress' pages to their end."""

import json
from datetime import date

from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from tests.sites.pages import TEXT, registry_text
from tests.sites.server import Answer, serving

JSON = {"Content-Type": "application/json"}


def _crawled(folder, row: str):
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    registry.write_text(registry_text({"snv": [row]}).replace("timeout: 3", "timeout: 30"), encoding="utf-8")
    outcome = crawl(registry, db, log_level="ERROR")
    return outcome, posts(registry, db, status="all")


def _page(number: int) -> dict[str, object]:
    day = date(2024, 12, 28).toordinal() - number * 3
    return {
        "ID": number,
        "Title": f"Cải cách hành chính đợt {number}",
        "FileRef": f"/sites/snv/SitePages/bai-{number}.aspx",
        "Created": f"{date.fromordinal(day)}T18:30:00Z",  # the next day in the province
        "Modified": "2026-01-01T00:00:00Z",
        "CanvasContent1": f"&lt;div&gt;&lt;p&gt;{TEXT} Bài {number}.&lt;/p&gt;&lt;/div&gt;",
    }


def test_sharepoint_s_pages_are_read_through_a_proxy(tmp_path):
    rows = [_page(number) for number in range(1, 26)]
    with serving({}) as site:

        def proxy(path: str) -> Answer:
            source = json.loads(site.sent[-1])["SourceUrl"]
            start = int(source.partition("$skiptoken=")[2] or 0)
            data = {"results": rows[start : start + 10]}
            if start + 10 < len(rows):  # under another of the source's names
                data["__next"] = f"https://ten-khac.example.vn/sites/snv/_api/web/lists/items?$skiptoken={start + 10}"
            return Answer(json.dumps({"d": data}), headers=JSON)

        site.routes["/RestApi/Readjson"] = proxy
        address = f"{site.url}/RestApi/Readjson#SourceUrl={site.url}/sites/snv"
        outcome, found = _crawled(tmp_path, f'url: "{address}", type: json')
        asked = [json.loads(body)["SourceUrl"] for body in site.sent if body]
    assert (outcome.complete, outcome.list_pages, len(found)) == (True, 3, 25)
    assert [one.startswith(f"{site.url}/sites/snv/_api/") for one in asked] == [True] * 3
    expected = {row["Title"]: date.fromisoformat(str(row["Created"])[:10]).toordinal() + 1 for row in rows}
    days = {row.title: date.fromisoformat((row.published or "")[:10]).toordinal() for row in found}
    assert days == expected
    assert {row.url.partition("/SitePages/")[0] for row in found} == {f"{site.url}/sites/snv"}


def _wp(site: str, number: int) -> dict[str, object]:
    return {
        "id": number,
        "date": f"2024-03-{number:02d}T09:15:00",
        "link": f"{site}/bai-{number}/",
        "title": {"rendered": f"Cải cách hành chính đợt {number}"},
        "excerpt": {"rendered": ""},
    }


def _wp_page(number: int) -> str:
    return (
        f'<html><head><meta name="generator" content="WordPress 6.5"></head><body class="postid-{number}"><article>'
        f'<h1 class="entry-title">Cải cách hành chính đợt {number}</h1><time class="entry-date published">'
        f'{number:02d}/03/2024</time><div class="entry-content"><p>{TEXT} Bài {number}.</p></div></article></html>'
    )


REFUSAL = json.dumps({"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}})


def _wp_site(site, last: Answer) -> str:
    rows = [_wp(site.url, number) for number in range(20, 0, -1)]
    for page in (1, 2):
        path = "/wp-json/wp/v2/posts?per_page=10" + ("&page=2" if page == 2 else "")
        site.routes[path] = Answer(json.dumps(rows[page * 10 - 10 : page * 10]), headers=JSON)
    site.routes["/wp-json/wp/v2/posts?per_page=10&page=3"] = last
    site.routes |= {f"/bai-{number}/": _wp_page(number) for number in range(1, 21)}
    return f'url: "{site.url}/wp-json/wp/v2/posts?per_page=10", type: json'


def test_wordpress_refusal_of_a_page_after_the_last_is_the_end(tmp_path):
    with serving({}) as site:
        outcome, found = _crawled(tmp_path, _wp_site(site, Answer(REFUSAL, 400, JSON)))
    assert (outcome.complete, len(found)) == (True, 20)


def test_any_other_refusal_is_none(tmp_path):
    with serving({}) as site:
        outcome, found = _crawled(tmp_path, _wp_site(site, Answer('{"code": "rest_forbidden"}', 400, JSON)))
    assert [cause.why for short in outcome.shortfalls for cause in short.causes] == ["failed"]
    assert len(found) == 20
