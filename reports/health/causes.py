"""Why a page was not read: the site, its address, a block, its layout, or us."""

from __future__ import annotations

from crawler.ledger import Outcome

_DOWN = frozenset({"timeout", "dns", "connection_refused", "reset", "data_loss", "network", "maintenance", "silent"})
_BLOCKED = frozenset({"robots", "gate", "login", "http_401", "http_403", "http_407", "http_429", "http_451"})
_BLOCKING = frozenset({401, 403, 407, 429, 451})
_MOVED = frozenset({"offsite", "led_away", "redirects"})
_GONE = frozenset({"http_404", "http_410", "not_found"})
_OURS = frozenset({"reader", "reader_error"})
_SETTINGS = frozenset({"address", "no_browser", "not_html", "too_large", "no_proxy", "outside_window", "site_time"})
# What may be over in an hour. A refused request is a word of policy, and is not asked again in the same night.
_TRANSIENT = frozenset({"timeout", "dns", "connection_refused", "reset", "data_loss", "network", "maintenance"})


def kind_of(outcome: Outcome, detail: str, status: int | None) -> str:
    """The kind of problem (see `words.UNREAD`) that kept a page from being read."""
    word = detail.partition(" ")[0]
    if word == "robots_unreachable" or server_fault(word) or (status is not None and status >= 500):
        return "down"
    for words, kind in (
        (_DOWN, "down"),
        (_BLOCKED, "blocked"),
        (_MOVED, "moved"),
        (_GONE, "gone"),
        (_OURS, "ours"),
        (_SETTINGS, "settings"),
        ({"tls"}, "tls"),
    ):
        if word in words:
            return kind
    if status in _BLOCKING:
        return "blocked"
    return _BY_OUTCOME.get(outcome, "down")


_BY_OUTCOME = {
    "layout_changed": "layout_changed",
    "not_a_post": "blocked",
    "not_html": "settings",
    "refused": "blocked",
}


def server_fault(word: str) -> bool:
    """`http_500` to `http_599`, and 408 and 425, which ask to come again."""
    return word in ("http_408", "http_425") or (word.startswith("http_5") and len(word) == len("http_500"))


def transient(detail: str) -> bool:
    """Whether what kept the page from being read may be over in an hour or two."""
    word = detail.partition(" ")[0]
    return word in _TRANSIENT or word == "robots_unreachable" or server_fault(word)
