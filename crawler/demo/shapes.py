"""How each CMS shapes its addresses and dates. How its pages look stands in `data/demo/templates/<cms>`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from crawler.demo.model import Post, Section

_DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


class Shape:
    """Addresses are paths from the site's root, with their query. Pages are numbered from 1."""

    params: ClassVar[frozenset[str]] = frozenset()  # those that make a difference to what is shown

    def listing(self, section: Section, page: int) -> str:
        raise NotImplementedError

    def listing_again(self, section: Section) -> tuple[str, ...]:
        """Further addresses of the first page."""
        return ()

    def post(self, section: Section, post: Post) -> str:
        raise NotImplementedError

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        """Further addresses of the same post in that section: language prefix, alias."""
        return ()

    def printed(self, section: Section, post: Post) -> str | None:
        """The print view's address."""
        return None

    def feed(self, section: Section) -> str:
        return f"/rss/{section.path}.rss"

    def listed_words(self, at: datetime) -> str:
        """The day as the listing prints it."""
        return f"{at:%d/%m/%Y}"

    def post_words(self, at: datetime) -> str:
        """The day and time as the post's page prints them."""
        return f"{at:%d/%m/%Y %H:%M}"


class NukeViet(Shape):
    def listing(self, section: Section, page: int) -> str:
        return f"/vi/news/{section.path}/" + (f"page-{page}/" if page > 1 else "")

    def listing_again(self, section: Section) -> tuple[str, ...]:
        return (f"/vi/news/{section.path}/page-1/",)

    def post(self, section: Section, post: Post) -> str:
        return f"/vi/news/{section.path}/{post.slug}-{post.id}.html"

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        return (f"/news/{section.path}/{post.slug}-{post.id}.html",)

    def printed(self, section: Section, post: Post) -> str | None:
        return f"/vi/news/print/{section.path}/{post.slug}-{post.id}.html"

    def feed(self, section: Section) -> str:
        return f"/vi/news/rss/{section.path}/"

    def listed_words(self, at: datetime) -> str:
        return f"{at:%d/%m/%Y %H:%M:%S}"

    def post_words(self, at: datetime) -> str:
        return f"{_DAYS[at.weekday()]} - {at:%d/%m/%Y %H:%M}"


class WordPress(Shape):
    params = frozenset({"print"})

    def listing(self, section: Section, page: int) -> str:
        return f"/category/{section.path}/" + (f"page/{page}/" if page > 1 else "")

    def post(self, section: Section, post: Post) -> str:
        return f"/{post.at:%Y/%m}/{post.slug}/" if not post.has("undated") else f"/{section.path}/{post.slug}/"

    def printed(self, section: Section, post: Post) -> str | None:
        return self.post(section, post) + "?print=print"

    def feed(self, section: Section) -> str:
        return f"/category/{section.path}/feed/"

    def listed_words(self, at: datetime) -> str:
        return f"{at.day} Tháng {at.month}, {at.year}"

    def post_words(self, at: datetime) -> str:
        return f"{at.day} Tháng {at.month}, {at.year}"


class Drupal(Shape):
    params = frozenset({"page"})

    def listing(self, section: Section, page: int) -> str:
        return f"/vi/chuyen-muc/{section.path}" + (f"?page={page - 1}" if page > 1 else "")

    def listing_again(self, section: Section) -> tuple[str, ...]:
        return (f"/vi/chuyen-muc/{section.path}?page=0",)

    def post(self, section: Section, post: Post) -> str:
        return f"/vi/bai-viet/{post.slug}" if post.id % 2 else f"/vi/node/{post.id}"

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        return (f"/vi/node/{post.id}", f"/node/{post.id}")

    def feed(self, section: Section) -> str:
        return f"/vi/rss/{section.path}"

    def listed_words(self, at: datetime) -> str:
        return f"{at.day} Tháng {at.month}, {at.year}"

    def post_words(self, at: datetime) -> str:
        return self.listed_words(at)


class Joomla(Shape):
    params = frozenset({"start", "print"})

    def listing(self, section: Section, page: int) -> str:
        return f"/{section.path}.html" + (f"?start={(page - 1) * section.per_page}" if page > 1 else "")

    def listing_again(self, section: Section) -> tuple[str, ...]:
        return (f"/{section.path}.html?start=0",)

    def post(self, section: Section, post: Post) -> str:
        return f"/{section.path}/{post.id}-{post.slug}.html"

    def printed(self, section: Section, post: Post) -> str | None:
        return self.post(section, post) + "?tmpl=component&print=1"

    def listed_words(self, at: datetime) -> str:
        return f"{at:%d} Tháng {at.month} {at.year}"

    def post_words(self, at: datetime) -> str:
        return self.listed_words(at)


class Vnpt(Shape):
    params = frozenset({"page"})

    def listing(self, section: Section, page: int) -> str:
        return f"/{section.path}" + (f"?page={page}" if page > 1 else "")

    def listing_again(self, section: Section) -> tuple[str, ...]:
        return (f"/{section.path}?page=1",)

    def post(self, section: Section, post: Post) -> str:
        return f"/{section.path}/{post.slug}-{post.id}"

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        return (f"/{section.path}/{post.slug}-{post.id}.html",)


class Liferay(Shape):
    params = frozenset({"_101_cur", "viewMode"})
    _rest = (
        "p_p_id=101&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2&p_p_col_count=1"
        "&_101_delta=10&_101_keywords=&_101_advancedSearch=false&_101_andOperator=true"
        "&p_r_p_564233524_resetCur=false&_101_cur="
    )

    def listing(self, section: Section, page: int) -> str:
        return f"/{section.path}" + (f"?{self._rest}{page}" if page > 1 else "")

    def listing_again(self, section: Section) -> tuple[str, ...]:
        return (f"/{section.path}?{self._rest}1", f"/vi/{section.path}")

    def post(self, section: Section, post: Post) -> str:
        return f"/{section.path}/-/view_content/{post.id}-{post.slug}"

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        return (f"/vi{self.post(section, post)}", f"/en{self.post(section, post)}")

    def printed(self, section: Section, post: Post) -> str | None:
        return self.post(section, post) + "?p_p_state=pop_up&viewMode=print"

    def listed_words(self, at: datetime) -> str:
        return f"{at:%d/%m/%Y} | {at:%I:%M %p}"

    def post_words(self, at: datetime) -> str:
        return f"Ngày đăng {at:%d/%m/%Y} | {int(at.strftime('%I'))}:{at:%M %p}"


class Table(Shape):
    """A hand-made site of the early 2000s: one script, everything in the query."""

    params = frozenset({"muc", "trang", "id", "in"})

    def listing(self, section: Section, page: int) -> str:
        return f"/tin.php?muc={section.path}" + (f"&trang={page}" if page > 1 else "")

    def post(self, section: Section, post: Post) -> str:
        return f"/xem.php?id={post.id}"

    def post_again(self, section: Section, post: Post) -> tuple[str, ...]:
        return (f"/xem.php?id={post.id}&muc={section.path}",)

    def printed(self, section: Section, post: Post) -> str | None:
        return f"/xem.php?id={post.id}&in=1"

    def listed_words(self, at: datetime) -> str:
        return f"({at.day}/{at.month}/{at.year})"

    def post_words(self, at: datetime) -> str:
        return f"Ngày đăng: {at.day}/{at.month}/{at.year}, {at:%H}h{at:%M}'"


class WebForms(Shape):
    def listing(self, section: Section, page: int) -> str:
        return f"/{section.path}.html"  # further pages are asked for by postback, at the same address

    def post(self, section: Section, post: Post) -> str:
        return f"/{section.path}/{post.slug}-{post.id}.html"

    def listed_words(self, at: datetime) -> str:
        return f"{at:%d/%m/%Y}"

    def post_words(self, at: datetime) -> str:
        half = "SA" if at.hour < 12 else "CH"
        return f"{at:%d/%m/%Y} {int(at.strftime('%I'))}:{at:%M:%S} {half}"


class Paper(Shape):
    params = frozenset({"trang"})

    def listing(self, section: Section, page: int) -> str:
        return f"/{section.path}/" + (f"?trang={page}" if page > 1 else "")

    def post(self, section: Section, post: Post) -> str:
        return f"/{post.slug}-{post.id}.html"

    def post_words(self, at: datetime) -> str:
        return f"{at:%d/%m/%Y}, {at:%H:%M}"


SHAPES: dict[str, Shape] = {
    "nukeviet": NukeViet(), "wordpress": WordPress(), "drupal": Drupal(), "joomla": Joomla(), "vnpt": Vnpt(),
    "liferay": Liferay(), "table": Table(), "webforms": WebForms(), "paper": Paper(),
}  # fmt: skip


def machine_time(at: datetime, *, utc: bool) -> str:
    """The moment for machines: in UTC, as some CMSs write it, or in the province's time."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if utc else at.isoformat(timespec="seconds")


def modified(post: Post) -> datetime:
    """When the post was last changed: some days after publication, at times in the next month."""
    return post.at + timedelta(days=post.id % 40 + 1, hours=3)


def banner_day(at: datetime) -> str:
    """The day as a clock banner shows it."""
    return f"{_DAYS[at.weekday()]}, ngày {at.day}/{at.month}/{at.year}"
