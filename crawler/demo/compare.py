"""What an audit of the demo says beside what it must say: every figure, every post, each difference in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from crawler.counts import QuotaCount, YearCounts
from crawler.demo.judging import Row
from crawler.demo.model import Province, Site
from crawler.demo.pages import key_of, routes
from crawler.demo.truth import TrueQuota, Truth
from crawler.posts import PostRow

_WORDS = {
    "count": "số bài", "filed": "số bài trong chuyên mục", "review": "số bài chờ xem lại", "complete": "đã đọc đủ",
    "due": "đã đến hạn", "met": "đạt trong kỳ", "verdict": "kết luận", "reason": "lý do", "total": "tổng số bài",
    "required": "chỉ tiêu", "shortfall": "số bài thiếu", "undated": "số bài không rõ ngày",
    "dedicated_section": "có chuyên mục riêng", "status": "trạng thái", "day": "ngày đăng", "quota": "chỉ tiêu áp dụng",
    "mismatches": "số liệu của báo cáo không khớp với bài đứng sau",
}  # fmt: skip
_VALUES = {None: "không có", True: "có", False: "không"}
_QUOTA = ("dedicated_section", "verdict", "reason", "total", "required", "shortfall", "undated")
_PostKey = tuple[str, int, str | None, str]  # site, post, agency, channel


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it must be. `quota`, `period` None where it is about a post: `post` is its title."""

    agency: str | None
    quota: str | None
    period: str | None
    what: str
    expected: object
    found: object
    post: str | None = None

    @property
    def line(self) -> str:
        """The difference in Vietnamese."""
        names = (self.agency or "không riêng cơ quan nào", self.quota, self.period, self.post and f"“{self.post}”")
        where = ", ".join(filter(None, names))
        return (
            f"{where}: {_WORDS.get(self.what, self.what)} phải là {_value(self.expected)}, lại là {_value(self.found)}"
        )


def _value(value: object) -> str:
    return _VALUES[value] if value is None or isinstance(value, bool) else str(value)


def compare(province: Province, truth: Truth, counts: YearCounts, posts: Iterable[PostRow]) -> list[Difference]:
    """Every difference between what was planned and what was found; none where all is as expected."""
    return [*_counted(truth, counts), *_listed(province, truth, posts)]


def _counted(truth: Truth, counts: YearCounts) -> Iterator[Difference]:
    found = {(agency.id, quota.quota): quota for agency in counts.agencies for quota in agency.quotas}
    wanted = {(quota.agency, quota.quota): quota for quota in truth.quotas}
    for agency, quota in sorted(found.keys() ^ wanted.keys()):
        yield Difference(agency, quota, None, "quota", (agency, quota) in wanted, (agency, quota) in found)
    for key in wanted:
        if key in found:
            yield from _of_quota(wanted[key], found[key])


def _of_quota(wanted: TrueQuota, found: QuotaCount) -> Iterator[Difference]:
    for what in _QUOTA:
        yield from _differs((wanted.agency, wanted.quota, None), what, getattr(wanted, what), getattr(found, what))
    for period in sorted(wanted.periods.keys() | found.periods.keys()):
        cell, other = wanted.periods.get(period), found.periods.get(period)
        for what, value in (asdict(cell) if cell else {"due": None}).items():
            yield from _differs((wanted.agency, wanted.quota, period), what, value, getattr(other, what, None))


def _differs(place: tuple[str, str, str | None], what: str, wanted: object, found: object) -> Iterator[Difference]:
    if wanted != found:
        yield Difference(*place, what, wanted, found)


def _listed(province: Province, truth: Truth, posts: Iterable[PostRow]) -> Iterator[Difference]:
    wanted = {(row.site, row.post.id, row.agency, row.channel): row for row in truth.posts}
    seen: dict[_PostKey, PostRow] = {}
    for post in posts:
        planned = planned_post(province, (post.url, *post.other_urls))
        key = (*planned, post.agency, post.channel) if planned else None
        if key is None or key in seen or key not in wanted:
            again = "hai lần" if key in seen else post.status
            yield Difference(post.agency, None, None, "status", None, again, post.title)
        else:
            seen[key] = post
            yield from _of_post(wanted[key], post)
    for key, row in wanted.items():
        if key not in seen and row.sure:
            yield Difference(row.agency, None, None, "status", row.status, None, row.post.text.title)


def _of_post(row: Row, post: PostRow) -> Iterator[Difference]:
    title = row.post.text.title
    day = row.day.isoformat() if row.day else None
    found = (post.published or "")[:10] or None
    for what, wanted, given in (("status", row.status, post.status), ("day", day, found)):
        if wanted != given:
            yield Difference(row.agency, None, None, what, wanted, given, title)


def planned_post(province: Province, urls: Iterable[str]) -> tuple[str, int] | None:
    """The planned post that stands at one of the addresses: its site's id and its own; None where none does."""
    bases: Mapping[str, Site] = {urlsplit(site.base).netloc: site for site in province.sites}
    for url in urls:
        parts = urlsplit(url)
        site = bases.get(parts.netloc)
        for path in (parts.path, f"{parts.path}/") if site else ():
            target = routes(site).get(key_of(site, f"{path}?{parts.query}")) if site else None
            if target and target.post:
                return target.post.site, target.post.id
    return None
