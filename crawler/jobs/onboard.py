"""`cchc onboard`: looks at a section that is not registered yet, and says how it would be read. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler import identity
from crawler.errors import BadInput, CchcError
from crawler.items import Article, Item, NextPage
from crawler.jobs.looked import Entry, Looked, day_of, differences, in_order, look, what_it_is, why_not
from crawler.jobs.onboard_lines import registry_lines
from crawler.jobs.onboarding import Further, Onboarding, Sample, Way, is_home
from crawler.jobs.probe import probe
from crawler.jobs.stated import item_selector
from crawler.page import Page
from crawler.registry.model import PORTAL, Crawl, Registry
from crawler.registry.rules_addresses import has_contact, is_loopback
from crawler.registry.sections import hosts_of
from crawler.text import clean
from pipelines.dates import candidates_of, choose
from spiders.answers import Fault, document
from spiders.families.registry import BY_TYPE
from spiders.feeds import offered, own_feed
from spiders.readers import reader_for
from spiders.sectionlinks import section_links

SAMPLES = 10
FEEDS = 3
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def onboard(
    url: str,
    *,
    registry: Registry | None = None,
    agency: str | None = None,
    contact: str | None = None,
    now: datetime,
) -> Onboarding:
    """Looks at the section at `url`: its list page twice, its second page, ten posts, the feeds that it offers.

    Crawl settings are the registry's, else the defaults. Raises BadInput on a bad address, an unknown agency or a
    crawler without a contact; CchcError where the page can't be had or is no list.
    """
    crawl = _crawl(url, registry, contact)
    known = _hosts(registry, agency)
    hosts = known | {identity.host(url)}
    zone = registry.province.zone if registry else _ZONE
    first, second = (_look(page, url, zone, now) for page in probe(crawl, [url, url], hosts))
    differing = differences(first, second)
    if differing:
        return _onboarding(first, agency, differing, zone, now)
    found = _looked_through(first, agency, crawl, hosts, zone, now)
    own = identity.same_site(found.url, known)
    return found if own or agency is None else replace(found, new_host=identity.host(found.url))


def _crawl(url: str, registry: Registry | None, contact: str | None) -> Crawl:
    if not identity.host(url):
        raise BadInput(f"“{url}” không phải địa chỉ http:// hoặc https://.")
    crawl = registry.crawl if registry else Crawl()
    if contact:
        link = contact if "://" in contact else f"mailto:{contact}"
        crawl = crawl.model_copy(update={"user_agent": f"cchc-audit (+{link})"})
    if not has_contact(crawl.user_agent) and not is_loopback(url):
        raise BadInput(
            "Chưa có địa chỉ liên hệ của đơn vị vận hành: hãy ghi vào crawl.user_agent của tệp đăng ký, "
            "hoặc thêm --contact thu@donvi.gov.vn."
        )
    return crawl


def _hosts(registry: Registry | None, agency: str | None) -> frozenset[str]:
    if agency is None:
        return frozenset()
    if registry is None:
        raise BadInput("--agency cần một tệp đăng ký.")
    if registry.agency(agency) is None and not (agency == PORTAL and registry.portal):
        raise BadInput(f"Tệp đăng ký không có cơ quan “{agency}”. Hãy xem mã cơ quan bằng “cchc check”.")
    return hosts_of(registry, agency)


def _look(answer: Page | Fault, url: str, zone: ZoneInfo, now: datetime) -> Looked:
    if isinstance(answer, Fault):
        raise CchcError(why_not(url, answer))
    try:
        return look(answer, zone, now)
    except CchcError as error:
        raise CchcError(what_it_is(answer, error)) from error


def _looked_through(
    first: Looked, agency: str | None, crawl: Crawl, hosts: frozenset[str], zone: ZoneInfo, now: datetime
) -> Onboarding:
    """The rest of a section whose list page read twice the same."""
    following, feeds = first.listing.next, _feeds(first)
    chosen = _to_sample(first.entries, hosts)
    asked: list[str | NextPage] = [*_pages(chosen), *feeds, *([following] if following else [])]
    answers = probe(crawl, asked, hosts)
    later = _later(answers[-1] if following else None, first, zone, now)
    entries = [*first.entries, *(later.entries if isinstance(later, Looked) else ())]
    sampled = _to_sample(entries, hosts)
    more = [one for one in sampled if one not in chosen]
    found = dict(zip(_pages(chosen), answers, strict=False))
    found |= dict(zip(_pages(more), probe(crawl, _pages(more), hosts), strict=True))
    pinned = None if first.family in BY_TYPE else first.family
    offers = answers[len(_pages(chosen)) : len(_pages(chosen)) + len(feeds)]
    return _onboarding(
        first,
        agency,
        (),
        zone,
        now,
        later=later,
        samples=tuple(_sample(one, found.get(one.item.url), pinned, zone, now) for one in sampled),
        ways=_ways(own_feed(first.page), feeds, offers, {one.key for one in entries}),
    )


def _pages(entries: Sequence[Entry]) -> list[str]:
    """The addresses of the entries that have a page of their own."""
    return [one.item.url for one in entries if one.item.whole is None]


def _feeds(first: Looked) -> list[str]:
    """The feeds to look at, the section's own first."""
    if first.family in BY_TYPE:
        return []
    own = own_feed(first.page)
    return sorted(offered(first.page), key=lambda url: url != own)[:FEEDS]


def _later(answer: Page | Fault | None, first: Looked, zone: ZoneInfo, now: datetime) -> Looked | str | None:
    """The second page as read, or why it was not; None where there is none."""
    if answer is None:
        return None
    if isinstance(answer, Fault):
        return answer.detail
    try:
        return look(answer, zone, now, family=None if first.family in BY_TYPE else first.family)
    except CchcError as error:
        return str(error)


def _to_sample(shown: Sequence[Entry], hosts: frozenset[str]) -> list[Entry]:
    """The first entries that a crawl would read: of the agency's own hosts, no traps, each once."""
    own = {one.key: one for one in reversed(shown) if identity.same_site(one.item.url, hosts)}
    chosen = [one for one in own.values() if one.item.whole is not None or identity.trap(one.item.url) is None]
    return list(reversed(chosen))[:SAMPLES]


def _sample(entry: Entry, answer: Page | Fault | None, pinned: str | None, zone: ZoneInfo, now: datetime) -> Sample:
    whole = entry.item.whole
    if whole is not None:
        return _read(entry, whole, None, zone, now)
    if not isinstance(answer, Page):
        return Sample(entry.item.url, entry.title, listed=entry.day, problem=answer.detail if answer else "")
    if document(answer):
        return _read(entry, Article(entry.title, ""), None, zone, now)
    try:
        reader = reader_for(answer, pinned=pinned)
        return _read(entry, reader.article(answer), reader.name, zone, now)
    except CchcError as error:
        return Sample(entry.item.url, entry.title, listed=entry.day, problem=str(error))


def _read(entry: Entry, article: Article, family: str | None, zone: ZoneInfo, now: datetime) -> Sample:
    dating = choose(candidates_of(article, entry.item), zone, now=now, family=family)
    return Sample(
        url=entry.item.url,
        title=clean(article.title) or entry.title,
        published=dating.published,
        grade=dating.grade,
        place=dating.source,
        words=dating.words,
        flags=dating.flags,
        listed=entry.day,
    )


def _ways(own: str | None, feeds: Sequence[str], answers: Sequence[Page | Fault], shown: set[str]) -> tuple[Way, ...]:
    return tuple(_way(url, url == own, answer, shown) for url, answer in zip(feeds, answers, strict=True))


def _way(url: str, own: bool, answer: Page | Fault, shown: set[str]) -> Way:
    if isinstance(answer, Fault):
        return Way(url, own, problem=answer.detail)
    try:
        items: Sequence[Item] = BY_TYPE["feed"].listing(answer).items
    except CchcError as error:
        return Way(url, own, problem=str(error))
    return Way(url, own, len(items), sum(identity.key(item.url) in shown for item in items))


def _onboarding(
    first: Looked,
    agency: str | None,
    differing: tuple[str, ...],
    zone: ZoneInfo,
    now: datetime,
    *,
    later: Looked | str | None = None,
    samples: tuple[Sample, ...] = (),
    ways: tuple[Way, ...] = (),
) -> Onboarding:
    listing = first.listing
    entries = [*first.entries, *(later.entries if isinstance(later, Looked) else ())]
    days = [day for one in entries if (day := day_of(one.item.date, zone, now))]
    followed = listing.next is None or isinstance(later, Looked)
    item = item_selector([first, *([later] if isinstance(later, Looked) else [])], zone, now) if not differing else None
    return Onboarding(
        url=first.page.url,
        agency=agency,
        family=first.family,
        mark=first.mark,
        title=listing.title,
        entries=len(first.entries),
        total=listing.total,
        capped=listing.capped,
        dated=len(days),
        listed=len(entries),
        ordered=in_order(days),
        further=_further(first, later),
        unfollowed=listing.unfollowed,
        empty_words=listing.empty_words,
        samples=samples,
        ways=ways,
        sections=section_links(first.page) if is_home(first.page.url) else (),
        differing=differing,
        lines="" if differing else registry_lines(first, now.astimezone(zone).date(), followed=followed, item=item),
    )


def _further(first: Looked, later: Looked | str | None) -> Further | None:
    following = first.listing.next
    if following is None:
        return None
    if not isinstance(later, Looked):
        return Further(following.url, following.method, problem=later or "")
    shown = {one.key for one in first.entries}
    fresh = sum(one.key not in shown for one in later.entries)
    return Further(following.url, following.method, len(later.entries), fresh, "" if fresh else _SAME)


_SAME = "trang 2 lặp lại trang 1: nút chuyển trang không hoạt động"
