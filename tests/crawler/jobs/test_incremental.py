"""Crawls that go on from the last: what is asked for, what is found, and what is never taken for read."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest

from crawler.store import open_store
from tests.crawler.jobs.test_crawl import SECTION, Province, causes
from tests.crawler.store.aging import age
from tests.sites.pages import Post, post_page, site_of
from tests.sites.server import Answer, serving

YEAR = [
    Post(number, f"Cải cách hành chính đợt {number}", f"{date(2024, 1, 10) + timedelta(days=7 * number):%d/%m/%Y}")
    for number in range(40, 0, -1)
]
NEW = Post(50, "Cải cách hành chính đợt mới nhất", "20/12/2024")
LATE = Post(51, "Cải cách hành chính đăng bù", YEAR[25].day)


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def lists(site) -> list[str]:
    return [path for path in site.hits if path.startswith(SECTION) and not path.endswith(".html")]


def posts(site) -> list[str]:
    return [path for path in site.hits if path.endswith(".html")]


def crawled(province, site, **options):
    """One more crawl; what it asked for is in `site.hits`."""
    site.hits.clear()
    province.write({"snv": [f"url: {site.url}{SECTION}"]})
    return province.crawl(**options)


def complete(province) -> bool:
    return all(cell.complete for cell in province.quota().periods.values())


def put(site, routes) -> None:
    site.routes.clear()
    site.routes.update(routes)


def ends(province) -> list[str]:
    return [
        row["after"]
        for row in open_store(province.db).query("SELECT after FROM coverage WHERE kind = 'listing' ORDER BY id")
    ]


def test_nothing_new_costs_one_request_of_a_proven_section(province):
    with serving(site_of(YEAR)) as site:
        assert crawled(province, site).complete
        assert (len(lists(site)), len(posts(site))) == (4, 40)
        for _ in range(3):
            age(province.db, 1)
            outcome = crawled(province, site)
            assert (lists(site), posts(site), outcome.complete) == ([SECTION], [], True)
    assert ends(province) == ["next", "next", "next", "end", "known", "known", "known"]
    assert complete(province)


def test_a_new_post_is_read_and_joins(province):
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        age(province.db, 1)
        put(site, site_of([NEW, *YEAR]))
        outcome = crawled(province, site)
        assert (len(lists(site)), posts(site), outcome.complete) == (2, [NEW.path], True)
        age(province.db, 1)
        crawled(province, site)
        assert (len(lists(site)), posts(site)) == (1, [])
    assert NEW.title in province.titles("counted")
    assert complete(province)


def test_a_post_put_in_late_is_found_by_the_week_s_full_reading(province):
    late = [*YEAR[:26], LATE, *YEAR[26:]]
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        put(site, site_of(late))
        for night in range(1, 8):
            age(province.db, 1)
            crawled(province, site)
            assert (LATE.title in province.titles()) == (night == 7), night
            assert len(lists(site)) == (5 if night == 7 else 1)
        assert posts(site) == [LATE.path]
        age(province.db, 1)
        assert crawled(province, site).complete
        assert len(lists(site)) == 1


def test_full_reads_everything_again(province):
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        crawled(province, site, full=True)
        assert (len(lists(site)), len(posts(site))) == (4, 40)


def told(routes, total):
    return {
        path: page.replace('<ul class="pagination">', f'<p>Tổng số: {total} bài viết</p><ul class="pagination">')
        for path, page in routes.items()
    }


DISORDERED = [*YEAR[:3], YEAR[30], *YEAR[3:30], *YEAR[31:]]
SAME_DAY = [Post(n, f"Cải cách hành chính đợt {n}", "15/03/2024") for n in range(60, 40, -1)] + YEAR[32:]


@pytest.mark.parametrize(
    ("listed", "pages"),
    [
        pytest.param(DISORDERED, 4, id="a pinned post: out of order"),
        pytest.param(YEAR[:15], 2, id="too few posts to show an order"),
        pytest.param(SAME_DAY, 3, id="pages of one day show none"),
    ],
)
def test_what_has_not_shown_an_order_is_read_to_its_end(province, listed, pages):
    with serving(site_of(listed)) as site:
        crawled(province, site)
        age(province.db, 1)
        assert crawled(province, site).complete
        assert (len(lists(site)), posts(site)) == (pages, [])


def test_what_went_out_of_order_is_read_to_its_end(province):
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        age(province.db, 1)
        put(site, site_of(DISORDERED))
        assert crawled(province, site).complete
        assert len(lists(site)) == 4


def test_ground_that_was_not_joined_is_not_known(province):
    """A year's posts were read in part only: the crawl goes on to where it broke off, and to the end."""
    routes = site_of(YEAR)
    with serving(routes | {f"{SECTION}page-3/": Answer("hỏng", 500)}) as site:
        assert causes(crawled(province, site)) == [("snv", "failed")]
        age(province.db, 1)
        assert not crawled(province, site).complete
        assert len(lists(site)) == 3
        assert not complete(province)
        put(site, routes)
        age(province.db, 1)
        assert crawled(province, site).complete
        assert len(lists(site)) == 4


def test_nights_without_a_crawl_are_joined_by_what_was_posted_since(province):
    many = [
        Post(
            100 + number, f"Cải cách hành chính tin {number}", f"{date(2024, 11, 1) + timedelta(days=number):%d/%m/%Y}"
        )
        for number in range(25, 0, -1)
    ]
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        age(province.db, 5)
        put(site, site_of([*many, *YEAR]))
        assert crawled(province, site).complete
        assert (len(lists(site)), len(posts(site))) == (4, 25)
    assert complete(province)


def test_a_crawl_cut_by_days_is_no_ground(province):
    with serving(site_of(YEAR)) as site:
        crawled(province, site, since=date(2024, 3, 1), until=date(2024, 3, 31))
        age(province.db, 1)
        assert crawled(province, site).complete
        assert len(lists(site)) == 4


# -- posts that change


def test_a_deleted_post_is_gone_after_two_nights_and_still_counts(province):
    routes = site_of(YEAR)
    with serving(routes) as site:
        crawled(province, site)
        age(province.db, 140)
        del site.routes[YEAR[5].path]
        crawled(province, site)
        assert not gone(province)
        assert len(posts(site)) == 40  # all were due; some weeks ago
        age(province.db, 1)
        crawled(province, site)
        assert posts(site) == [YEAR[5].path]
        assert gone(province) == [YEAR[5].title]
        age(province.db, 1)
        crawled(province, site)
        assert posts(site) == []
        site.routes[YEAR[5].path] = post_page(YEAR[5])
        age(province.db, 140)
        crawled(province, site)
    assert not gone(province)
    assert province.quota().total == 40


def gone(province) -> list[str]:
    return [row["title"] for row in open_store(province.db).query("SELECT title FROM post WHERE gone")]


def test_an_edited_post_is_updated_and_keeps_when_it_was_first_seen(province):
    edited = Post(YEAR[5].number, "Cải cách hành chính, đã sửa tiêu đề", YEAR[5].day)
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        age(province.db, 140)
        before = {row["id"]: row for row in open_store(province.db)["post"].rows}
        site.routes[YEAR[5].path] = post_page(edited)
        crawled(province, site)
        after = {row["id"]: row for row in open_store(province.db)["post"].rows}
    (changed,) = [post for post in after if after[post] != before[post]]
    assert after[changed]["title"] == edited.title
    assert after[changed]["first_seen"] == before[changed]["first_seen"]
    assert after[changed]["day"] == before[changed]["day"]
    assert after[changed]["date_candidates"] == before[changed]["date_candidates"]


def test_a_site_that_is_down_is_not_asked_for_all_the_posts_that_are_due(province):
    with serving(site_of(YEAR)) as site:
        crawled(province, site)
        age(province.db, 140)
        put(
            site,
            {path: page for path, page in site_of(YEAR).items() if not path.endswith(".html")}
            | {"*": Answer("lỗi", 500), "/robots.txt": Answer("", 404)},
        )
        crawled(province, site)
        assert len(posts(site)) == 3


# -- what servers say of their pages


class Named:
    """Answers that bear a name of their state, and that say 304 to who knows it."""

    def __init__(self, site, *, lying: bool = False) -> None:
        self.site, self.lying, self.unchanged = site, lying, []

    def __call__(self, path, page):
        def answer(_):
            name = '"always"' if self.lying else f'"{hashlib.sha256(page.encode()).hexdigest()[:8]}"'
            asked = self.site.headers[-1].get("If-None-Match")
            if asked == name:
                self.unchanged.append(path)
                return Answer(status=304, headers={"ETag": name})
            return Answer(page, headers={"ETag": name})

        return answer

    def of(self, routes):
        return {
            p: self(p, page) if p.startswith(SECTION) and not p.endswith(".html") else page
            for p, page in routes.items()
        }


def test_a_server_whose_word_has_shown_its_worth_is_asked_whether_anything_changed(province):
    with serving({}) as site:
        named = Named(site)
        put(site, named.of(site_of(YEAR)))
        crawled(province, site)
        age(province.db, 1)
        crawled(province, site)
        assert not named.unchanged  # its names have not been seen to change with its pages
        put(site, named.of(site_of([NEW, *YEAR])))
        age(province.db, 1)
        crawled(province, site)
        age(province.db, 1)
        assert crawled(province, site).complete
        assert (named.unchanged, lists(site), posts(site)) == ([SECTION], [SECTION], [])
        row = list(open_store(province.db).query("SELECT * FROM coverage WHERE kind = 'listing' ORDER BY id"))[-1]
        assert (row["status"], row["detail"], row["items"], row["after"]) == (304, "304", 10, "known")
        named.unchanged.clear()
        age(province.db, 7)
        assert crawled(province, site).complete
        assert not named.unchanged  # the week's full reading takes nobody's word
        assert len(lists(site)) == 5
    assert complete(province)


def test_a_server_that_names_two_pages_alike_is_not_believed(province):
    with serving({}) as site:
        named = Named(site, lying=True)
        put(site, named.of(site_of(YEAR)))
        crawled(province, site)
        put(site, named.of(site_of([NEW, *YEAR])))
        for _ in range(3):
            age(province.db, 1)
            crawled(province, site)
        assert not named.unchanged
    assert NEW.title in province.titles()


def test_an_unasked_304_is_a_fault(province):
    with serving({**site_of(YEAR), SECTION: Answer(status=304)}) as site:
        assert causes(crawled(province, site)) == [("snv", "failed")]
        assert lists(site) == [SECTION, SECTION]


# -- entries that are no posts


def led_off(posts) -> dict:
    away = Answer(status=302, headers={"Location": "http://127.9.9.9:1/tin.html"})
    return {post.path: away for post in posts}


def test_an_entry_that_leads_to_a_foreign_host_is_no_post(province):
    with serving({**site_of(YEAR), **led_off(YEAR[3:5])}) as site:
        outcome = crawled(province, site)
        assert (outcome.complete, outcome.failed_posts, outcome.posts) == (True, 0, 38)
        age(province.db, 1)
        crawled(province, site)
        assert posts(site) == []
        (row, _) = open_store(province.db).query("SELECT * FROM coverage WHERE kind = 'post'")
        assert row["outcome"] == "not_a_post"
        assert row["detail"].startswith("offsite")
    assert complete(province)


def test_where_every_entry_leads_to_a_foreign_host_nothing_is_known(province):
    with serving({**site_of(YEAR), **led_off(YEAR)}) as site:
        assert not crawled(province, site).complete
    assert not complete(province)
