"""One agency's evidence handed over: its own pages and no other's, which `crawl --from` reads to the same posts."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest

from crawler.errors import BadInput, CchcError
from crawler.jobs.crawl import crawl
from crawler.jobs.export import export
from crawler.jobs.posts import posts
from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import serving

pytestmark = pytest.mark.slow
SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(4, 0, -1)]
DAY = date(2024, 12, 31)


@pytest.fixture
def store(tmp_path, request):
    registry, db = tmp_path / "site_registry.yaml", tmp_path / "cchc.db"
    with serving(site_of(MARCH)) as site, serving(site_of(MARCH[:1]), "127.0.0.2") as other:
        sections = {"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {other.url}{SECTION}"]}
        registry.write_text(registry_text(sections), encoding="utf-8")
        crawl(registry, db, log_level="ERROR")
    return registry, db


def test_an_agency_s_audit_goes_out_with_its_own_pages(store, tmp_path):
    out = tmp_path / "out" / "snv.wacz"
    made = export(*store, "snv", out, as_of=DAY)
    assert (made.posts, made.pages, made.bytes) == (4, 5, out.stat().st_size)
    with zipfile.ZipFile(out) as packed:
        index = [json.loads(line.split(" ", 2)[2]) for line in packed.read("indexes/index.cdxj").decode().splitlines()]
        audit = json.loads(packed.read("audit/audit.json"))
        data = json.loads(packed.read("datapackage.json"))
        assert b"snv" in packed.read("audit/posts.csv")
        assert "agencies/snv.html" in zipfile.ZipFile(packed.open("audit/report.zip")).namelist()
    assert {one["url"].partition("/vi/")[0] for one in index} == {index[0]["url"].partition("/vi/")[0]}
    assert "snv" in json.dumps(audit)
    assert "stp" not in json.dumps(audit["data"])
    assert (data["cchc"]["agency"], data["cchc"]["manifest"]) == ("snv", 1)


def test_the_same_store_gives_the_same_bytes(store, tmp_path):
    for name in ("one", "two"):
        export(*store, "snv", tmp_path / name, as_of=DAY)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_whoever_gets_it_reads_the_same_posts_from_it(store, tmp_path):
    export(*store, "snv", tmp_path / "snv.wacz", as_of=DAY)
    registry, db = store
    again = tmp_path / "again.db"
    crawl(registry, again, agencies=["snv"], source=tmp_path / "snv.wacz", log_level="ERROR")

    def shown(db):
        rows = posts(registry, db, agencies=["snv"], status="all")
        return [(row.id, row.title, row.published, row.status, row.snapshot) for row in rows]

    assert shown(again) == shown(db)


def test_pages_that_the_store_itself_holds_go_out_too(tmp_path, monkeypatch, request):
    monkeypatch.setenv("CCHC_EVIDENCE", "0")
    store = request.getfixturevalue("store")
    for name in ("one", "two"):
        assert export(*store, "snv", tmp_path / name, as_of=DAY).pages == 5
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_broken_page_is_not_handed_over(store, tmp_path):
    next(tmp_path.rglob("*.warc.gz")).write_bytes(b"")
    with pytest.raises(CchcError, match="cchc verify"):
        export(*store, "snv", tmp_path / "snv.wacz", as_of=DAY)
    assert not (tmp_path / "snv.wacz").exists()


def test_an_agency_that_is_not_there_is_said(store, tmp_path):
    with pytest.raises(BadInput, match="sxd"):
        export(*store, "sxd", tmp_path / "x.wacz")
