"""Crawls of saved pages: the posts of the live site, complete only up to when its listing was saved."""

from __future__ import annotations

import email.message
import socket
from datetime import date
from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.jobs.crawl import CrawlOutcome
from crawler.jobs.posts import posts
from crawler.jobs.verify import verify
from crawler.store import open_store
from tests.crawler.jobs.test_crawl import MARCH, SECTION, Province, causes, province  # noqa: F401
from tests.sites.pages import Post, list_page, post_page, site_of
from tests.sites.saved import Saved, packed, saved_site, wacz, warc
from tests.sites.server import Answer, serving

SITE = "http://127.0.0.1:9"  # nothing answers there
LATER = [Post(100 + n, f"Cải cách hành chính quý ba {n}", f"{n:02d}/08/2024") for n in range(5, 0, -1)]


@pytest.fixture
def saved(province) -> Province:  # noqa: F811
    province.write({"snv": [f"url: {SITE}{SECTION}"]})
    return province


def rows(province: Province) -> list[tuple[object, ...]]:  # noqa: F811
    return [
        (row.title, row.published, row.status, row.period)
        for row in posts(province.registry, province.db, status="all")
    ]


def origins(province: Province) -> set[str]:  # noqa: F811
    return {row.origin for row in posts(province.registry, province.db, status="all")}


def complete(province: Province) -> list[str]:  # noqa: F811
    return [key for key, cell in province.quota().periods.items() if cell.complete]


def months(*numbers: int) -> list[str]:
    return [f"2024-{number:02d}" for number in numbers]


def details(outcome: CrawlOutcome) -> str:
    return " ".join(cause.detail for one in outcome.shortfalls for cause in one.causes)


@pytest.mark.parametrize("shape", ["warc.gz", "warc", "wacz", "folder of warc"])
def test_an_archive_gives_what_the_live_site_gave(saved, tmp_path, shape):
    live = Province(tmp_path / "live")
    live.registry.parent.mkdir()
    with serving(site_of(MARCH)) as site:
        live.write({"snv": [f"url: {site.url}{SECTION}"]})
        live.crawl()
    file = warc(tmp_path / "a.warc.gz", saved_site(SITE, site_of(MARCH)), zipped=shape != "warc")
    if shape == "wacz":
        file = wacz(tmp_path / "a.wacz", file)
    elif shape == "folder of warc":
        (tmp_path / "in").mkdir()
        file = file.rename(tmp_path / "in" / "a.warc.gz").parent
    outcome = saved.crawl(source=file)
    assert (outcome.list_pages, outcome.posts, outcome.failed_posts, outcome.complete) == (3, 25, 0, True)
    assert rows(saved) == rows(live)
    assert origins(saved) == {"archive"}
    assert all(row.first_seen == "2025-01-10T10:00:00+07:00" for row in posts(saved.registry, saved.db, status="all"))
    store = open_store(saved.db)
    assert [row["origin"] for row in store["crawl"].rows] == ["archive"]
    assert {row["fetched_at"] for row in store["post"].rows} == {"2025-01-10T03:00:00+00:00"}
    assert complete(saved) == months(*range(1, 13))


@pytest.mark.parametrize("how", ["gzip", "br", "chunked", "gzip in name alone", "br in name alone"])
def test_bodies_are_decoded_as_they_were_sent(saved, tmp_path, how):
    answers = [packed(one, how) for one in saved_site(SITE, site_of(MARCH[:3]))]
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).posts == 3


def test_another_scheme_and_www_are_the_same_site(saved, tmp_path):
    contact = ', user_agent: "cchc-audit (+mailto:kiemtra@tinhthunghiem.vn)"'
    saved.write({"snv": ["url: https://www.snv.example/vi/news/cchc/"]}, crawl=contact)
    answers = saved_site("http://snv.example", site_of(MARCH[:3]))
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).posts == 3


def test_a_listing_saved_in_july_completes_no_month_from_july_on(saved, tmp_path):
    answers = saved_site(SITE, site_of(MARCH[:5]), "2024-07-10T03:00:00Z")
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert complete(saved) == months(1, 2, 3, 4, 5, 6)
    assert causes(outcome) == [("snv", "began_before_end")]
    assert saved.quota().verdict == "undetermined"


def test_a_dead_site_and_its_archive_join_with_what_was_read_live(saved, tmp_path):
    with serving(site_of([*LATER, *MARCH[:5]])) as site:
        url = site.url
        saved.write({"snv": [f"url: {url}{SECTION}"]})
        routes = dict(site.routes)
        del routes[MARCH[1].path]
        site.routes = {path: page for path, page in routes.items() if path != MARCH[1].path}
        site.routes[MARCH[1].path] = Answer("lỗi", 500)
        first = saved.crawl()
    assert causes(first) == [("snv", "unread_posts")]
    answers = saved_site(url, site_of(MARCH[:5]), "2024-07-10T03:00:00Z")
    saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert complete(saved) == months(*range(1, 13))
    assert {row.title: row.origin for row in posts(saved.registry, saved.db, status="all")} == {
        **{post.title: "live" for post in [*LATER, *MARCH[:5]]},
        MARCH[1].title: "archive",
    }


def test_a_site_that_is_dead_today_is_known_by_its_archive(saved, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        saved.write({"snv": [f"url: {url}{SECTION}"]})
        saved.crawl()
        saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(url, site_of(MARCH))))
    quota = saved.quota()
    assert (quota.verdict, quota.total) == ("not_met", 25)
    assert len(complete(saved)) == 12


def test_a_list_page_that_the_archive_lacks_is_a_fault_and_no_end(saved, tmp_path):
    routes = site_of(MARCH)
    del routes[f"{SECTION}page-2/"]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(SITE, routes)))
    assert causes(outcome) == [("snv", "failed")]
    assert "not_in_archive" in details(outcome)
    cell = saved.quota().periods["2024-03"]
    assert (cell.count, cell.complete) == (10, False)
    assert saved.quota().verdict == "undetermined"


def test_an_archive_without_the_listing_is_no_zero(saved, tmp_path):
    routes = {post.path: post_page(post) for post in MARCH[:3]}
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(SITE, routes)))
    assert causes(outcome) == [("snv", "failed")]
    assert complete(saved) == []
    assert rows(saved) == []


def test_a_post_that_the_archive_lacks_is_neither_gone_nor_held(saved, tmp_path, monkeypatch):
    routes = site_of(MARCH[:5])
    del routes[MARCH[2].path]
    file = warc(tmp_path / "a.warc.gz", saved_site(SITE, routes))
    for _ in range(3):
        outcome = saved.crawl(source=file)
    assert causes(outcome) == [("snv", "unread_posts")]
    cell = saved.quota().periods["2024-03"]
    assert (cell.count, cell.review, cell.complete) == (4, 0, False)


def test_a_post_saved_as_not_found_is_held(saved, tmp_path):
    routes = site_of(MARCH[:5])
    del routes[MARCH[2].path]
    answers = [*saved_site(SITE, routes), Saved(SITE + MARCH[2].path, "không có", status=404)]
    saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    cell = saved.quota().periods["2024-03"]
    assert (cell.count, cell.review, cell.complete) == (4, 1, True)
    assert origins(saved) == {"archive"}


def test_an_older_not_found_takes_nothing_from_a_post_that_was_read_since(saved, tmp_path):
    with serving(site_of(MARCH[:5])) as site:
        saved.write({"snv": [f"url: {site.url}{SECTION}"]})
        saved.crawl()
    routes = site_of(MARCH[:5]) | {MARCH[2].path: ""}
    answers = [Saved(site.url + path, page, status=200 if page else 404) for path, page in routes.items()]
    saved.crawl(source=warc(tmp_path / "a.warc.gz", answers), full=True)
    stored = posts(saved.registry, saved.db, status="all")
    assert len(stored) == 5
    assert not any(row.gone for row in stored)
    assert {row.origin for row in stored} == {"live"}
    assert {row.first_seen for row in stored if row.title != MARCH[2].title} == {"2025-01-10T10:00:00+07:00"}


def test_posts_that_only_an_older_listing_shows_are_read_too(saved, tmp_path):
    """A rolling list: in July it showed the posts of March, in January those of August."""
    then, now = MARCH[:5], LATER
    pages = {post.path: post_page(post) for post in [*then, *now]}
    answers = [
        Saved(SITE + SECTION, list_page(then), "2024-07-10T03:00:00Z"),
        Saved(SITE + SECTION, list_page(now), "2025-01-10T03:00:00Z"),
        *saved_site(SITE, pages),
    ]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert (outcome.readings, outcome.posts) == (2, 10)
    assert sorted(row.title for row in posts(saved.registry, saved.db, status="all")) == sorted(
        post.title for post in [*then, *now]
    )
    # the later one ended younger than what was shown before: it is no end, and does not reach back to July's
    assert complete(saved) == months(1, 2, 3, 4, 5, 6, 9, 10, 11, 12)


def test_the_same_listing_saved_twice_is_read_once(saved, tmp_path):
    answers = [
        *saved_site(SITE, site_of(MARCH[:3])),
        Saved(SITE + SECTION, list_page(MARCH[:3]), "2025-01-09T03:00:00Z"),
    ]
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).readings == 1


@pytest.mark.parametrize(
    ("second", "whole"),
    [("2025-01-10T05:00:00Z", True), ("2025-01-10T02:00:00Z", False), ("2025-02-10T03:00:00Z", False)],
)
def test_list_pages_of_different_times_prove_nothing_beyond_the_gap(saved, tmp_path, second, whole):
    answers = [
        Saved(one.url, one.body, second) if "page-" in one.url else one for one in saved_site(SITE, site_of(MARCH))
    ]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert outcome.posts == 25
    assert (complete(saved) == months(*range(1, 13))) is whole
    assert ("archive_gap" in details(outcome)) is not whole


def test_a_later_list_page_that_shows_the_last_post_of_the_one_before_joins_it(saved, tmp_path):
    pages = {post.path: post_page(post) for post in MARCH}
    answers = [
        Saved(SITE + SECTION, list_page(MARCH[:10], f"{SECTION}page-2/")),
        Saved(f"{SITE}{SECTION}page-2/", list_page(MARCH[9:]), "2024-12-01T03:00:00Z"),
        *saved_site(SITE, pages),
    ]
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).complete


def test_a_revisit_stands_for_the_body_saved_before(saved, tmp_path):
    routes = site_of(MARCH[:3])
    answers = [
        *saved_site(SITE, routes, "2024-07-10T03:00:00Z"),
        Saved(SITE + SECTION, time="2025-01-10T03:00:00Z", same=(SITE + SECTION, "2024-07-10T03:00:00Z")),
    ]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert outcome.posts == 3
    assert complete(saved) == months(*range(1, 13))


def test_a_revisit_of_what_is_not_there_is_said(saved, tmp_path):
    answers = [
        *saved_site(SITE, site_of(MARCH[:3])),
        Saved(f"{SITE}/x", same=(f"{SITE}/y", "2024-07-10T03:00:00Z")),
    ]
    assert "revisit" in " ".join(saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).notes)


def test_redirects_are_followed_inside_the_archive(saved, tmp_path):
    answers = [
        Saved(SITE + SECTION, status=302, headers={"Location": f"{SITE}/vi/news/moi/"}),
        *saved_site(SITE, site_of(MARCH, section="/vi/news/moi/")),
    ]
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers)).posts == 25


def test_a_truncated_file_is_read_as_far_as_it_is_whole(saved, tmp_path):
    file = warc(tmp_path / "a.warc.gz", saved_site(SITE, site_of(MARCH[:5])))
    file.write_bytes(file.read_bytes()[:-200])
    outcome = saved.crawl(source=file)
    assert (outcome.posts, causes(outcome)) == (4, [("snv", "unread_posts")])
    assert "a.warc.gz" in outcome.notes[0]
    assert "cắt" in outcome.notes[0] or "hỏng" in outcome.notes[0]


def _empty(folder: Path) -> Path:
    (folder / "a.warc.gz").write_bytes(b"")
    return folder / "a.warc.gz"


def _text(folder: Path) -> Path:
    (folder / "a.warc").write_text("xin chào\n" * 50, encoding="utf-8")
    return folder / "a.warc"


def _zip(folder: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(folder / "a.zip", "w") as out:
        out.writestr("trang.html", "<html></html>")
    return folder / "a.zip"


def _bomb(folder: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(folder / "a.wacz", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("archive/a.warc", b"\0" * 50_000_000)
    return folder / "a.wacz"


def _others(folder: Path) -> Path:
    return warc(folder / "a.warc.gz", saved_site("http://khac.example", site_of(MARCH[:2])))


def _nothing(folder: Path) -> Path:
    return folder / "khong-co.warc"


def _bare(folder: Path) -> Path:
    (folder / "rong").mkdir()
    return folder / "rong"


@pytest.mark.parametrize("made", [_empty, _text, _zip, _bomb, _others, _nothing, _bare])
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(saved, tmp_path, made):
    with pytest.raises(BadInput):
        saved.crawl(source=made(tmp_path))
    assert not saved.db.exists()


# -- folders


def folder_of(root: Path, names: dict[str, str]) -> Path:
    for name, page in names.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(page, encoding="utf-8")
    return root


def _by_table(root: Path, routes: dict[str, str]) -> Path:
    names = {f"{number}.html": page for number, page in enumerate(routes.values())}
    lines = [f"{number}.html,{SITE}{path},2025-01-10" for number, path in enumerate(routes)]
    return folder_of(root, names | {"index.csv": "\n".join(["file,url,time", *lines])})


def _saved_from(root: Path, routes: dict[str, str]) -> Path:
    return folder_of(
        root,
        {
            f"{number}.html": f"<!-- saved from url=({len(SITE + path):04}){SITE}{path} -->\n{page}"
            for number, (path, page) in enumerate(routes.items())
        },
    )


def _mirror(root: Path, routes: dict[str, str]) -> Path:
    return folder_of(
        root,
        {"127.0.0.1:9" + path + ("index.html" if path.endswith("/") else ""): page for path, page in routes.items()},
    )


def _parcels(root: Path, routes: dict[str, str]) -> Path:
    names = {}
    for number, (path, page) in enumerate(routes.items()):
        whole = email.message.EmailMessage()
        whole["Snapshot-Content-Location"] = SITE + path
        whole["Date"] = "Fri, 10 Jan 2025 03:00:00 -0000"
        whole.add_related(page, subtype="html", headers=[f"Content-Location: {SITE}{path}"])
        names[f"{number}.mhtml"] = whole.as_string()
    return folder_of(root, names)


def _httrack(root: Path, routes: dict[str, str]) -> Path:
    mark = "<!-- Mirrored from {} by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 10 Jan 2025 03:00:00 GMT -->\n"
    return folder_of(
        root,
        {f"{n}.html": mark.format(SITE[7:] + path) + page for n, (path, page) in enumerate(routes.items())},
    )


@pytest.mark.parametrize("made", [_by_table, _saved_from, _mirror, _parcels, _httrack])
@pytest.mark.parametrize("told", [False, True])
def test_a_folder_is_read_whichever_way_its_pages_were_saved(saved, tmp_path, made, told):
    folder = made(tmp_path / "ban-giao", site_of(MARCH))
    outcome = saved.crawl(source=folder, saved_on=date(2025, 1, 10) if told else None)
    assert outcome.posts == 25
    assert {row[1] for row in rows(saved)} == {f"2024-03-{day:02d}T08:00:00+07:00" for day in range(1, 26)}
    assert origins(saved) == {"export"}
    timed = told or made in (_by_table, _parcels, _httrack)
    assert complete(saved) == (months(*range(1, 13)) if timed else [])
    assert ("no_capture_time" in details(outcome)) is not timed


def test_a_mirror_s_own_spelling_of_a_link_leads_to_the_page_s_own_address(saved, tmp_path):
    """`wget --mirror --convert-links --adjust-extension`: `?page=2` has become a part of the file's name."""
    listing, own = f"{SECTION}?page=2", [f"{SITE}{SECTION[:-1]}?id={post.number}" for post in MARCH[:12]]
    names = {post.path: f"index.html%3Fid={post.number}.html" for post in MARCH[:12]}

    def relinked(page: str) -> str:
        for path, name in names.items():
            page = page.replace(f'"{path}"', f'"{name}"')
        return page.replace(f'"{listing}"', '"index.html%3Fpage=2.html"')

    home = "127.0.0.1:9" + SECTION
    pages = {f"{home}index.html?id={post.number}.html": post_page(post) for post in MARCH[:12]}
    pages[f"{home}index.html"] = relinked(list_page(MARCH[:10], listing))
    pages[f"{home}index.html?page=2.html"] = relinked(list_page(MARCH[10:12]))
    outcome = saved.crawl(source=folder_of(tmp_path / "ban-sao", pages), saved_on=date(2025, 1, 10))
    assert (outcome.posts, outcome.complete) == (12, True)
    assert sorted(row.url for row in posts(saved.registry, saved.db, status="all")) == sorted(own)


def test_an_address_that_is_only_the_page_s_own_word_proves_nothing(saved, tmp_path):
    pages = {
        f"{n}.html": page.replace("<title>", f'<link rel="canonical" href="{SITE}{path}"><title>')
        for n, (path, page) in enumerate(site_of(MARCH[:5]).items())
    }
    outcome = saved.crawl(source=folder_of(tmp_path / "x", pages), saved_on=date(2025, 1, 10))
    assert outcome.posts == 5
    assert complete(saved) == []
    assert "unsure_address" in details(outcome)


def test_pages_without_an_address_are_named(saved, tmp_path):
    folder = _by_table(tmp_path / "x", site_of(MARCH[:2]))
    folder_of(folder, {"con/la.html": "<html><body>gì đó</body></html>", "con/anh.png": "x"})
    (notes,) = [note for note in saved.crawl(source=folder).notes if "index.csv" in note]
    assert "con/la.html" in notes
    assert "anh.png" not in notes


def test_links_are_not_followed_and_tables_do_not_lead_out(saved, tmp_path):
    folder = _by_table(tmp_path / "x", site_of(MARCH[:2]))
    outside = folder_of(tmp_path / "ngoai", {"a.html": post_page(MARCH[5])}) / "a.html"
    (folder / "noi.html").symlink_to(outside)
    assert "noi.html" in " ".join(saved.crawl(source=folder).notes)
    table = folder / "index.csv"
    for name in ("../ngoai/a.html", "noi.html", str(outside), "khong-co.html", ""):
        table.write_text(f"file,url\n{name},{SITE}/x\n", encoding="utf-8")
        with pytest.raises(BadInput, match=r"index\.csv dòng 2"):
            saved.crawl(source=folder)


def test_posts_handed_over_without_their_listing_are_read_and_prove_nothing(saved, tmp_path):
    pages = {post.path: post_page(post) for post in MARCH[:4]} | {
        "/vi/about/gioi-thieu.html": "<html><title>Giới thiệu</title><body><h1>Giới thiệu</h1></body></html>",
        "/vi/news/cchc/bai-900.html": post_page(Post(900, "Bài không ngày", "")),
    }
    outcome = saved.crawl(source=_by_table(tmp_path / "x", pages))
    assert (outcome.posts, outcome.failed_posts) == (4, 0)
    assert sorted(row[0] for row in rows(saved)) == sorted(post.title for post in MARCH[:4])
    assert saved.quota().periods["2024-03"].count == 4
    assert complete(saved) == []
    assert origins(saved) == {"export"}


def test_posts_of_a_web_archive_without_their_listing_are_left(saved, tmp_path):
    routes = {post.path: post_page(post) for post in MARCH[:4]} | {SECTION: list_page(MARCH[:2])}
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(SITE, routes))).posts == 2


def test_words_counted_back_mean_the_moment_of_the_capture_and_none_where_that_is_unknown(saved, tmp_path):
    def page(post: Post) -> str:
        return post_page(post).replace(f"{post.day} 08:00", "3 ngày trước")

    routes = {SECTION: list_page(MARCH[:1]).replace(f"{MARCH[0].day} 08:00:00", "2 ngày trước")}
    routes |= {MARCH[0].path: page(MARCH[0])}
    answers = [Saved(SITE + path, text, "2024-03-28T03:00:00Z") for path, text in routes.items()]
    saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert [row[1] for row in rows(saved)] == ["2024-03-25"]
    other = Province(tmp_path / "other")
    other.registry.parent.mkdir()
    other.write({"snv": [f"url: {SITE}{SECTION}"]})
    other.crawl(source=_saved_from(tmp_path / "x", routes))
    assert [row[1:3] for row in rows(other)] == [(None, "undated")]


def test_addresses_of_a_web_archive_stand_for_the_pages_saved(saved, tmp_path):
    """Saved out of a web archive's display: its addresses around the pages' and around their links."""
    routes = site_of(MARCH[:12])
    shown = {
        path: page.replace('href="/', f'href="https://web.archive.org/web/20250110030000/{SITE}/')
        for path, page in routes.items()
    }
    answers = [
        Saved(f"https://web.archive.org/web/20250110030000/{SITE}{path}", page, "2026-01-01T00:00:00Z")
        for path, page in shown.items()
    ]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert outcome.posts == 12
    assert all(row.url.startswith(SITE) for row in posts(saved.registry, saved.db, status="all"))
    assert {row["fetched_at"] for row in open_store(saved.db)["post"].rows} == {"2025-01-10T03:00:00+00:00"}


def test_only_the_agencies_asked_for_are_read(saved, tmp_path):
    other = "http://127.0.0.2:9"
    saved.write({"snv": [f"url: {SITE}{SECTION}"], "stp": [f"url: {other}{SECTION}"]})
    answers = saved_site(SITE, site_of(MARCH[:3])) + saved_site(other, site_of(MARCH[3:5]))
    assert saved.crawl(source=warc(tmp_path / "a.warc.gz", answers), agencies=["stp"]).posts == 2


def test_what_it_is_may_be_said(saved, tmp_path):
    saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(SITE, site_of(MARCH[:2]))), origin="export")
    assert origins(saved) == {"export"}


def test_an_archive_teaches_nothing_of_how_the_site_looks_today(saved, tmp_path):
    saved.crawl(source=warc(tmp_path / "a.warc.gz", saved_site(SITE, site_of(MARCH[:5]))))
    assert [(row["family"], row["layout"]) for row in open_store(saved.db)["section"].rows] == [(None, None)]


def _of_two_times(folder: Path) -> Path:
    answers = [
        Saved(one.url, one.body, "2025-03-10T03:00:00Z") if "page-" in one.url else one
        for one in saved_site(SITE, site_of(MARCH))
    ]
    return warc(folder / "a.warc.gz", answers)


def _of_no_time(folder: Path) -> Path:
    return _saved_from(folder / "x", site_of(MARCH))


def _stray(folder: Path) -> Path:
    return _by_table(folder / "x", {post.path: post_page(post) for post in MARCH[:4]})


@pytest.mark.parametrize("made", [_of_two_times, _of_no_time, _stray])
def test_what_was_read_from_an_archive_is_what_its_stored_pages_say(saved, tmp_path, made):
    saved.crawl(source=made(tmp_path))
    found = verify(saved.registry, saved.db)
    assert found.posts
    assert found.differences == ()


def test_what_a_site_refused_when_it_was_saved_keeps_nothing_from_the_rest(saved, tmp_path):
    routes = site_of(MARCH)
    refused = {post.path for post in MARCH[:8]}
    answers = [
        Saved(SITE + path, "bận", status=503, headers={"Retry-After": "600"})
        if path in refused
        else Saved(SITE + path, page)
        for path, page in routes.items()
    ]
    outcome = saved.crawl(source=warc(tmp_path / "a.warc.gz", answers))
    assert (outcome.posts, outcome.failed_posts, causes(outcome)) == (17, 8, [("snv", "unread_posts")])
