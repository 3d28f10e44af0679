"""Pages as NukeViet prints them, as small as its reader takes them, and the YAML of a registry over such sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

HEAD = '<html><head><meta name="generator" content="NukeViet v4.5"><title>{title}</title></head><body>'
TEXT = (
    "Sở Nội vụ đẩy mạnh cải cách hành chính, đơn giản hóa thủ tục hành chính, tiếp nhận hồ sơ tại bộ phận một cửa và "
    "trả kết quả đúng hạn qua dịch vụ công trực tuyến cho người dân và doanh nghiệp trên địa bàn tỉnh."
)


@dataclass(frozen=True)
class Post:
    """A post of the test: `day` as the page prints it, "" where it prints none."""

    number: int
    title: str
    day: str  # 12/03/2024
    text: str = TEXT

    @property
    def path(self) -> str:
        return f"/vi/news/cchc/bai-{self.number}.html"


def list_page(posts: Iterable[Post], following: str | None = None, *, empty: str = "") -> str:
    """A list page; `empty`: words in place of entries."""
    entries = "".join(
        f'<div class="panel-body"><h3><a href="{post.path}">{escape(post.title)}</a></h3>'
        f'<ul class="text-muted"><li><em class="fa fa-clock-o"></em> {post.day} 08:00:00</li></ul></div>'
        for post in posts
    )
    pager = f'<ul class="pagination"><li class="active"><a>1</a></li><li><a href="{following}">2</a></li></ul>'
    title = HEAD.format(title="Cải cách hành chính")
    return f'{title}<div class="news_column">{entries}{empty}</div>{pager if following else ""}</body></html>'


def post_page(post: Post) -> str:
    """A post's page."""
    day = f'<span class="h5">{post.day} 08:00</span>' if post.day else ""
    return (
        f'{HEAD.format(title=escape(post.title))}<div class="news_column"><h1 itemprop="headline">{escape(post.title)}'
        f'</h1>{day}<div id="news-bodyhtml"><p>{escape(post.text)} Bài số {post.number}.</p></div></div></body></html>'
    )


def site_of(posts: Sequence[Post], *, per_page: int = 10, section: str = "/vi/news/cchc/") -> dict[str, str]:
    """The routes of a section of those posts, newest first, and of their pages."""
    pages = [posts[start : start + per_page] for start in range(0, len(posts), per_page)] or [[]]
    addresses = [section if number == 1 else f"{section}page-{number}/" for number in range(1, len(pages) + 1)]
    routes = {
        address: list_page(page, following)
        for address, page, following in zip(addresses, pages, [*addresses[1:], None], strict=True)
    }
    return routes | {post.path: post_page(post) for post in posts}


def registry_text(sections: Mapping[str, Sequence[str]], *, crawl: str = "", portal: str = "") -> str:
    """A registry: agency id -> its sections, each the YAML of one (`url: …` and more)."""
    agencies = "".join(
        f"  - id: {agency}\n    name: Sở {agency}\n    kind: department\n"
        f"    website: {_home(rows)}\n    sections:\n" + "".join(f"      - {{{row}}}\n" for row in rows)
        for agency, rows in sections.items()
    )
    return (
        "version: 1\nprovince: {id: thu-nghiem, name: Tỉnh Thử Nghiệm}\n"
        f"crawl: {{delay: 0, retries: 0, timeout: 3, allow_private_addresses: true{crawl}}}\n"
        "plan:\n  year: 2024\n  title: Kế hoạch thử nghiệm\n  quotas:\n"
        "    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 5,"
        " basis: average, yearly_minimum: 60, kinds: [department]}\n"
        f"{portal}agencies:\n{agencies}"
    )


def _home(rows: Sequence[str]) -> str:
    address = rows[0].split("url: ")[1].split(",")[0].strip('"} ')
    return "/".join(address.split("/")[:3])
