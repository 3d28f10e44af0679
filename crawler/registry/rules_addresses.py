"""Cross checks of addresses: whose host a section is on, what it is read with, and how the crawler goes out."""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler import identity
from crawler.registry.faults import Path, Problem, shown
from crawler.registry.model import PORTAL, Registry, Section
from crawler.registry.sections import backwards, dates_within, own_hosts, owners, rows
from crawler.registry.window import window

_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_-]+\.?(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.I
)
_FIELD_PATH = re.compile(r"[^\s.\[\]]+(?:\.[^\s.\[\]]+|\[\d+\])*")
_FIELD_PATH_WORDS = "đường dẫn trường của JSON, ví dụ data.items hoặc d.results[0]"
_HOST_OF_URL = re.compile(r"(?:[\w-]+\.)*[\w-]+(?::\d+)?")  # \w: a name may have Vietnamese letters
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://\S+\.\S+")
_NO_CONTACT = re.compile(r"…|\.\.\.|\bexample\.(?:com|net|org|vn)\b|\.(?:example|invalid|test)\b", re.I)
_ON_PORTAL = (PORTAL, "document")


def addresses(registry: Registry) -> Iterator[Problem]:
    """Every address names a host, and holds no password."""
    for path, url in _urls(registry):
        if not _names_a_host(url):
            yield Problem(path, shown(url), "địa chỉ http(s) có tên máy chủ hợp lệ")
        elif "@" in urlsplit(url).netloc:
            yield Problem(path, "có tên đăng nhập trong địa chỉ", "địa chỉ không kèm tên đăng nhập, mật khẩu")


def _names_a_host(url: str) -> bool:
    name = identity.host(url)
    return bool(_HOST_OF_URL.fullmatch(name)) or (":" in name and bool(_HOST.fullmatch(urlsplit(url).netloc)))


def _urls(registry: Registry) -> Iterator[tuple[Path, str]]:
    for _, path, holder in owners(registry):
        yield (*path, "website"), holder.website
        for index, section in enumerate(holder.sections):
            yield (*path, "sections", index, "url"), section.url


def host_names(registry: Registry) -> Iterator[Problem]:
    """`hosts` holds bare host names."""
    for _, path, holder in owners(registry):
        for index, host in enumerate(holder.hosts):
            if not _HOST.fullmatch(host):
                meant = identity.host(host if "://" in host else f"http://{host}")
                expected = f"tên máy chủ, không có http:// và đường dẫn{f': “{meant}”' if meant else ''}"
                yield Problem((*path, "hosts", index), shown(host), expected)


def own_host(registry: Registry) -> Iterator[Problem]:
    """A section stands on its owner's website or on one of its `hosts`."""
    for _, path, holder in owners(registry):
        hosts = own_hosts(holder)
        for index, section in enumerate(holder.sections):
            name = identity.host(section.url)
            if name and not identity.same_site(section.url, hosts):
                found = f"{shown(section.url)}, máy chủ “{name}” không phải của trang này ({', '.join(sorted(hosts))})"
                expected = f"thêm “{name}” vào hosts nếu đúng là của cơ quan, hoặc sửa địa chỉ"
                beside = ((*path, "website"), (*path, "hosts"))
                yield Problem((*path, "sections", index, "url"), found, expected, beside=beside)


def repeated_sections(registry: Registry) -> Iterator[Problem]:
    """One address stands once in an owner's list for a channel, unless its rows are in force at different times."""
    seen: dict[tuple[str, str, str], list[tuple[int, Section]]] = defaultdict(list)
    for row in rows(registry):
        same = seen[row.owner, row.channel, identity.key(row.section.url, keep_fragment=True)]
        for index, other in same:
            if row.section.in_force(other.valid_from or date.min, other.valid_to or date.max):
                found = f"{shown(row.section.url)}, đã có ở sections[{index}]"
                expected = "mỗi địa chỉ một lần, hoặc valid_from/valid_to không chồng nhau"
                paths = (row.path, (*row.path[:-1], index))
                beside = tuple((*path, key) for path in paths for key in ("channel", "valid_from", "valid_to"))
                yield Problem((*row.path, "url"), found, expected, beside=beside)
                break
        same.append((int(row.path[-1]), row.section))


def portal_channels(registry: Registry) -> Iterator[Problem]:
    """Nothing on the portal is an agency's own site, a broadcast or a newspaper."""
    for row in rows(registry):
        if row.path[0] == PORTAL and row.channel not in _ON_PORTAL:
            yield Problem((*row.path, "channel"), shown(row.channel), "channel: portal hoặc document, vì mục ở Cổng")


def outlived(registry: Registry) -> Iterator[Problem]:
    """A section is in force at some time at which its agency is."""
    for row in rows(registry):
        agency = registry.agency(row.owner)
        if agency is None or any(backwards(one.valid_from, one.valid_to) for one in (agency, row.section)):
            continue
        since, until = dates_within(row.section, agency)
        if backwards(since, until):
            key = "valid_from" if row.section.valid_from == since else "valid_to"
            found = "có hiệu lực ngoài thời gian của chính cơ quan"
            yield Problem((*row.path, key), found, "ngày chồng với valid_from/valid_to của cơ quan")


def selectors(registry: Registry) -> Iterator[Problem]:
    """Selectors are CSS that the reader understands; in a JSON section they are field paths."""
    for row in rows(registry):
        for key, text in row.section.selectors.model_dump(exclude_none=True).items():
            json = row.section.type == "json"
            good = bool(_FIELD_PATH.fullmatch(text)) if json else is_css(text)
            if not good:
                path = (*row.path, "selectors", key)
                expected = _FIELD_PATH_WORDS if json else "bộ chọn CSS hợp lệ, ví dụ ul.tin li a"
                yield Problem(path, shown(text), expected, beside=((*row.path, "type"),))


def is_css(text: str) -> bool:
    """Whether the page reader can select by `text`, alone and within a list of selectors."""
    tree = LexborHTMLParser("<p></p>")
    try:
        tree.css(text)
        tree.css(f"{text}, p")
    except SelectolaxError:
        return False
    return bool(text.strip()) and "\x00" not in text


def crawl(registry: Registry) -> Iterator[Problem]:
    """Ranges are CIDR, the proxy is an address, the window is hours, and the crawler's name fits into one line."""
    if not registry.crawl.user_agent.isprintable():
        yield Problem(("crawl", "user_agent"), shown(registry.crawl.user_agent), "một dòng chữ")
    for index, text in enumerate(registry.crawl.allow_addresses):
        try:
            ipaddress.ip_network(text)
        except ValueError:
            yield Problem(("crawl", "allow_addresses", index), shown(text), "dải địa chỉ CIDR, ví dụ 10.20.0.0/16")
    if registry.crawl.proxy is not None and not identity.host(registry.crawl.proxy):
        # Not shown: it may hold a password.
        yield Problem(("crawl", "proxy"), "không phải là một địa chỉ", "địa chỉ proxy, ví dụ http://10.0.0.1:3128")
    if registry.crawl.window is not None and window(registry.crawl.window, UTC) is None:
        yield Problem(("crawl", "window"), shown(registry.crawl.window), "khoảng giờ trong ngày, ví dụ 22:00-05:00")


def contact(registry: Registry) -> Iterator[Problem]:
    """Whoever crawls other people's sites says who they are. Only loopback may be crawled under the placeholder."""
    addresses = [section.url for _, _, holder in owners(registry) for section in holder.sections]
    if not has_contact(registry.crawl.user_agent) and not all(map(is_loopback, addresses)):
        yield _contact_missing(registry)


def contact_to_come(registry: Registry) -> Iterator[Problem]:
    """Nothing goes out yet, as no section off loopback is registered; the contact will be asked for then."""
    if not has_contact(registry.crawl.user_agent) and not all_loopback(registry) and not any(contact(registry)):
        yield _contact_missing(registry)


def has_contact(agent: str) -> bool:
    """Whether a crawler's name says whom to turn to."""
    return bool(_CONTACT.search(agent)) and not _NO_CONTACT.search(agent)


def _contact_missing(registry: Registry) -> Problem:
    expected = "địa chỉ thư hoặc trang web có thật của đơn vị vận hành, thay vào chỗ “…” của (+mailto:…)"
    return Problem(("crawl", "user_agent"), f"{shown(registry.crawl.user_agent)}, chưa có địa chỉ liên hệ", expected)


def all_loopback(registry: Registry) -> bool:
    """Whether every host of the registry is this machine."""
    urls = [url for _, url in _urls(registry)]
    urls += [f"http://{host}" for _, _, holder in owners(registry) for host in holder.hosts]
    return all(map(is_loopback, urls))


def is_loopback(url: str) -> bool:
    """Whether the address is one of this machine's own."""
    try:
        name = (urlsplit(url).hostname or "").rstrip(".")
        return name == "localhost" or name.endswith(".localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def private_addresses(registry: Registry) -> Iterator[Problem]:
    """Reaching private addresses is for loopback demos; elsewhere ranges are named one by one."""
    if registry.crawl.allow_private_addresses and not all_loopback(registry):
        expected = "false; dải nội bộ cần đọc thì ghi ở allow_addresses"
        yield Problem(("crawl", "allow_private_addresses"), "ghi true dù có trang ngoài máy này", expected)


def shared_sections(registry: Registry) -> Iterator[Problem]:
    """One address registered under two owners."""
    first: dict[str, str] = {}
    for row in rows(registry):
        owner = first.setdefault(identity.key(row.section.url, keep_fragment=True), row.owner)
        if owner != row.owner:
            found = f"{shown(row.section.url)}, cũng là của {owner}"
            yield Problem(
                (*row.path, "url"), found, "địa chỉ riêng của từng cơ quan; nếu đúng thì bài sẽ tính cho cả hai"
            )


def unverified(registry: Registry) -> Iterator[Problem]:
    """Agencies and sections whose addresses were never seen to answer."""
    agencies = [agency.id for agency in registry.agencies if not agency.verified]
    if agencies:
        listed = ", ".join(agencies[:5]) + (" …" if len(agencies) > 5 else "")
        found = f"{len(agencies)} cơ quan có địa chỉ chưa kiểm chứng (verified: false): {listed}"
        yield Problem(("agencies",), found, "mở thử từng địa chỉ, sửa website cho đúng rồi bỏ dòng verified: false")
    for row in rows(registry):
        if not row.section.verified:
            expected = "đọc thử địa chỉ; đúng thì bỏ dòng verified: false"
            yield Problem((*row.path, "url"), f"{shown(row.section.url)}, chưa kiểm chứng (verified: false)", expected)


ADDRESS_FAULTS = (
    addresses,
    host_names,
    own_host,
    repeated_sections,
    portal_channels,
    outlived,
    selectors,
    crawl,
)
ADDRESS_WARNINGS = (contact_to_come, private_addresses, shared_sections, unverified)
