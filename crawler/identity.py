"""URL identity: which addresses are one post, and which addresses are no post at all.

A post is known by its host and its CMS's article id, or by its canonical URL (interface: `id`). Scheme, `www.`, default
port, fragment, session ids, tracking parameters, parameter order, print views and language prefixes make no difference.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Parameters that never say which post it is: sessions, tracking, print and look of the page.
_NOISE = re.compile(
    r"^(utm_\w+|fbclid|gclid|zarsrc|_ga|mc_[ce]id|phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id"
    r"|print|tmpl|layout|printview|mode_print|pop_up|p_auth|p_p_lifecycle|p_p_state|p_p_mode|p_p_auth"
    r"|p_p_col_id|p_p_col_pos|p_p_col_count|p_r_p_564233524_\w+|redirect|_101_redirect|inheritredirect|nocache"
    r"|language|lang|amp|view_mode|page_print)$",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";(jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_ASP_SESSION = re.compile(r"/\((?:[SAF]\([\w-]{8,}\))+\)(?=/)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^/(?:vi|en|vn|vi-vn|en-us|web/guest)(?=/|$)", re.IGNORECASE)
_PRINT_SEGMENT = re.compile(r"/(?:print|savefile|in-bai-viet|ban-in)(?=/)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default|home)\.(?:php|html?|aspx)$", re.IGNORECASE)

# Addresses that lead into traps, forms or other people's pages, never to a post.
_TRAP_PATH = re.compile(
    r"(?:^|/)(?:c/portal/log(?:in|out)|dang-nhap\w*|dang-ky|dang-xuat|log-?in|log-?out|sign-?in|register|user/login"
    r"|users/(?:login|register|lostpass)|authenticate\.aspx|wp-login\.php|wp-admin|wp-json/oembed|tim-kiem|search"
    r"|seek|lich-cong-tac|lichct\.nsf|calendar|feeds?/?$|comments?/feed|cdn-cgi|tag|tags|lien-he|contact|gop-y"
    r"|so-do-(?:cong|site|website)|sitemap|sendmail|savefile|rating|vote)(?:/|$|\.)",
    re.IGNORECASE,
)
_TRAP_QUERY = re.compile(
    r"(?:^|&)(?:nv=users|option=com_(?:users|search|finder|mailto)|task=(?:user|login)|s=|q=)", re.I
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|mp3|mp4|avi|wmv|zip|rar|7z|exe|woff2?|ttf)$", re.IGNORECASE)

MAX_DEPTH = 12
MAX_LENGTH = 2000


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def host(url: str) -> str:
    """Host of a URL, lower case, without `www.` and without a default port; "" where it has none."""
    parts = _split(url)
    if parts is None or parts.hostname is None:
        return ""
    name = parts.hostname.lower().rstrip(".").removeprefix("www.")
    default = {"http": 80, "https": 443}[parts.scheme]
    return name if parts.port in (None, default) else f"{name}:{parts.port}"


def _path(path: str) -> str:
    """A path in one spelling: escapes decoded and made again, no session, no empty segments, no trailing slash."""
    path = _ASP_SESSION.sub("", _SESSION_PATH.sub("", path))
    path = re.sub(r"/{2,}", "/", quote(unquote(path), safe="/:@!$&'()*+,;=-._~%"))
    path = _INDEX.sub("", path) if path.count("/") < 2 else path
    return path.rstrip("/") or "/"


def _query(query: str) -> str:
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _NOISE.match(name)]
    return urlencode(sorted(pairs))


def canonical(url: str) -> str:
    """The URL in one spelling, fit to be asked for again: host lower case, noise parameters gone, the rest sorted.

    Returns "" for what is no http(s) URL.
    """
    parts = _split(url)
    if parts is None:
        return ""
    netloc = (parts.hostname or "").lower().rstrip(".")
    default = {"http": 80, "https": 443}[parts.scheme]
    if parts.port not in (None, default):
        netloc = f"{netloc}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, _path(parts.path), _query(parts.query), ""))


def key(url: str, *, keep_fragment: bool = False) -> str:
    """What two addresses of one page share: host, path without language prefix, print segment and `.html`, and query.

    >>> key("https://www.snv.vn/vi/tin/a-1.html?print=1") == key("http://snv.vn/tin/a-1")
    True
    """
    parts = _split(url)
    if parts is None:
        return ""
    path = _LANGUAGE.sub("", _path(parts.path)) or "/"
    path = _PRINT_SEGMENT.sub("", path)
    path = re.sub(r"\.(?:html?|aspx)$", "", path)
    query = _query(parts.query)
    fragment = f"#{parts.fragment}" if keep_fragment and parts.fragment else ""
    return host(url) + path + (f"?{query}" if query else "") + fragment


def post_id(url: str, article_id: str = "", *, whole: bool = False) -> str:
    """The id of a post: `host~article-id`, or `host~` and 16 hex digits of its canonical address' key.

    `whole`: the post is shown whole on a list page and its address carries its id as fragment.
    """
    name = host(url)
    if article_id:
        return f"{name}~{article_id}"
    digest = hashlib.sha256(key(url, keep_fragment=whole).encode()).hexdigest()[:16]
    return f"{name}~u{digest}"


def trap(url: str) -> str | None:
    """Why an address is not to be entered (login, search, calendar, endless path, media file), or None."""
    parts = _split(url)
    if parts is None:
        return "not_http"
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if len(url) > MAX_LENGTH or len(segments) > MAX_DEPTH:
        return "too_deep"
    if any(segments.count(segment) > 2 for segment in segments) or _repeats(segments):
        return "repeated_path"
    if _TRAP_PATH.search(parts.path) or _TRAP_QUERY.search(parts.query):
        return "no_post_page"
    if _FILE.search(parts.path):
        return "media_file"
    return None


def _repeats(segments: list[str]) -> bool:
    """Whether a run of segments follows itself at once (`/en/vi/en/vi`): relative links that multiply."""
    return any(
        segments[start : start + size] == segments[start + size : start + 2 * size]
        for size in (1, 2, 3)
        for start in range(len(segments) - 2 * size + 1)
    )


def same_site(url: str, hosts: frozenset[str]) -> bool:
    """Whether the URL's host is one of `hosts` (host names without `www.`; a port given there must agree)."""
    name = host(url)
    return bool(name) and (name in hosts or name.rsplit(":", 1)[0] in hosts)
