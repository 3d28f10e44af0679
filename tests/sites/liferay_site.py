"""A department's whole site as Liferay 6 departments' sites are: what stands where, and the routes that answer.

About 300 articles in 12 sections. Nearly two thirds stand in two sections or more, under other addresses; three
sections are out of date order; one prints no day anywhere. All of it follows from one seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.sites import liferay_pages as pages
from tests.sites.server import Answer, Route

NEWS = "tin-tuc-su-kien"
DRAFTS = "du-thao-van-ban"
FIRST, LAST = date(2023, 10, 1), date(2024, 12, 31)
SUBJECTS = ("Họp giao ban", "Tập huấn", "Kiểm tra", "Ra mắt", "Hội nghị sơ kết", "Triển khai", "Khảo sát", "Trao đổi")
MATTERS = (
    "cải cách hành chính tại bộ phận một cửa",
    "chuyển đổi số ở cơ sở",
    "an toàn thông tin mạng",
    "dịch vụ công trực tuyến",
    "quản lý thuê bao di động",
    "công tác Đảng và đoàn thể",
    "hạ tầng viễn thông nông thôn",
)


@dataclass(frozen=True)
class Section:
    """`order`: newest first; shuffled inside pages of twenty; or by hand. `dated`: days are printed."""

    slug: str
    name: str
    template: str  # abstracts, theme, titles
    per_page: int
    ordered: bool = True
    dated: bool = True


SECTIONS = (
    Section(NEWS, "Tin tức - Sự kiện", "theme", 20),
    Section("cai-cach-hanh-chinh", "Cải cách hành chính", "abstracts", 10),
    Section("chuyen-oi-so", "Chuyển đổi số", "abstracts", 10),
    Section("hoat-ong-ang-oan-the", "Hoạt động Đảng - Đoàn thể", "theme", 10, ordered=False),
    Section("buu-chinh-vien-thong", "Bưu chính - Viễn thông", "titles", 15),
    Section("an-toan-thong-tin", "An toàn thông tin", "abstracts", 15),
    Section("bao-chi-xuat-ban", "Báo chí - Xuất bản", "titles", 20, ordered=False),
    Section("-au-thau-mua-sam-cong", "Đấu thầu, mua sắm công", "titles", 10, ordered=False),
    Section("thong-bao", "Thông báo", "theme", 15),
    Section("lanh-ao-so", "Hoạt động của lãnh đạo Sở", "abstracts", 20),
    Section("hoi-ap", "Hỏi đáp", "titles", 15),
    Section(DRAFTS, "Dự thảo văn bản", "titles", 10, dated=False),
)


@dataclass(frozen=True)
class Post:
    """One article. `minute` of its day; None: brought over from an older system, 12:00 AM stands for no time."""

    number: int
    title: str
    slug: str
    day: date
    minute: int | None
    sections: tuple[str, ...]
    missing: bool = False  # listed, but its page says that it is not there

    @property
    def dated(self) -> bool:
        """Whether any page of the site prints its day."""
        return any(slug != DRAFTS for slug in self.sections)


@dataclass(frozen=True)
class Department:
    """The truth of the site."""

    posts: tuple[Post, ...]

    def of(self, slug: str) -> list[Post]:
        """A section's posts in the order in which it lists them."""
        section = next(one for one in SECTIONS if one.slug == slug)
        found = sorted((post for post in self.posts if slug in post.sections), key=_newest_first)
        if not section.ordered:
            random.Random(slug).shuffle(found)
        return found

    def routes(self) -> dict[str, Route]:
        """One route for all: the site's addresses are without number."""
        return {"*": _site(self)}


def department(count: int = 300, seed: int = 6) -> Department:
    """The site with so many articles, three that are listed and not there, and four titles entered twice."""
    chance = random.Random(seed)
    posts = [_post(chance, at, count) for at in range(count)]
    for at in range(0, 80, 20):  # entered again after a migration: the same words under a new id, days later
        again = posts[at]
        posts.append(replace(again, number=5_000_000 + at, day=again.day + timedelta(days=3)))
    lost = ("cai-cach-hanh-chinh", "thong-bao", "hoi-ap")
    posts += [
        Post(6_000_000 + at, f"Bài số {at} đã gỡ khỏi cổng của Sở", f"bai-so-{at}", FIRST, 600, (slug,), missing=True)
        for at, slug in enumerate(lost)
    ]
    return Department(tuple(posts))


def _post(chance: random.Random, at: int, count: int) -> Post:
    old = at >= count * 3 // 4
    day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))
    if old:
        day = date(chance.randrange(2012, 2023), chance.randrange(1, 13), chance.randrange(1, 29))
    title = f"{chance.choice(SUBJECTS)} về {chance.choice(MATTERS)} đợt {at}"
    if at % 7 == 0:
        title += f" ngày {chance.randrange(1, 29)}/{chance.randrange(1, 13)}/2019"
    number = 4_377_336 - at * 13 + chance.randrange(10)
    minute = None if old and at % 2 else chance.randrange(24 * 60)
    return Post(number, title, pages.slug_of(title), day, minute, _filed(chance, at, count))


def _filed(chance: random.Random, at: int, count: int) -> tuple[str, ...]:
    if at < 11:  # the drafts: nine are dated under another section
        return (DRAFTS, NEWS) if at < 9 else (DRAFTS,)
    own = SECTIONS[1 + at % 10].slug
    if at % 100 >= 65:
        return (own,)
    more = [one.slug for one in SECTIONS[1:11] if one.slug != own]
    return (own, NEWS, *chance.sample(more, at % 3 == 0))


def _newest_first(post: Post) -> tuple[date, int, int]:
    return (LAST + (LAST - post.day), -(post.minute or 0), -post.number)


# -- answers


def _site(site: Department) -> Callable[[str], Answer]:
    by_number = {post.number: post for post in site.posts}

    def answer(path: str) -> Answer:
        parts = urlsplit(path)
        steps = [step for step in parts.path.split("/") if step]
        lang = steps.pop(0) if steps and steps[0] in ("vi", "en") else ""
        section = next((one for one in SECTIONS if steps and one.slug == steps[0]), None)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if path == "/robots.txt":
            return Answer("User-agent: *\nDisallow: /c/portal/\n", headers={"Content-Type": "text/plain"})
        if len(steps) > 2 and steps[1:3] == ["-", "view_content"]:
            return _article(by_number.get(_number(steps[3:])), section, path, lang, "pop_up" in query.values())
        if section is None:
            return Answer(pages.status_page(), 200)
        return _list(site, section, query, path, lang)

    return answer


def _number(steps: list[str]) -> int:
    digits = steps[0].split("-")[0] if steps else ""
    return int(digits) if digits.isdigit() else 0


def _article(post: Post | None, section: Section | None, path: str, lang: str, printed: bool) -> Answer:
    if post is None or post.missing:
        return Answer(pages.status_page(), 200)
    english = _english(path, lang)
    when = pages.when(post.day, post.minute, padded=english) if section is None or section.dated else ""
    name = section.name if section else "Tin nổi bật"
    return Answer(pages.article_page(post.number, post.title, when, name, english=english, printed=printed, path=path))


def _list(site: Department, section: Section, query: dict[str, str], path: str, lang: str) -> Answer:
    posts = site.of(section.slug)
    last = -(-len(posts) // section.per_page)
    number = min(max(1, int(query.get("_101_cur", "1"))), last)
    start = (number - 1) * section.per_page
    english = _english(path, lang)
    entries = [
        pages.Entry(
            f"/{section.slug}/-/view_content/{post.number}-{post.slug}",
            post.title,
            pages.when(post.day, post.minute, padded=True) if section.dated else "",
            post.number,
        )
        for post in posts[start : start + section.per_page]
    ]
    shown = pages.Shown(section.slug, section.name, section.template, section.per_page, number, last, len(posts))
    return Answer(pages.list_page(shown, entries, english=english, path=path))


def _english(path: str, lang: str) -> bool:
    """The page's language: what its address says, else it flips from page to page."""
    return lang == "en" or (not lang and sum(path.encode()) % 2 == 0)
