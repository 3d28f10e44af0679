"""Where an answer came from: the address asked for, or another one that it led to."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler import identity
from crawler.found import OFFSITE
from spiders.answers import Fault


def asked_for(response: Response) -> str:
    """The address that was asked for, before any redirect."""
    return str(response.meta.get("redirect_urls", [response.url])[0])


def led_astray(asked: str, answered: str, visited: set[str]) -> bool:
    """Whether a later list page was answered by another one than itself or one that was read before."""
    known = {identity.key(url) for url in visited}
    return identity.key(asked) != identity.key(answered) and identity.key(answered) not in known


def led_home(asked: str, answered: str) -> bool:
    """Whether a page that is no home page was answered by the site's home page."""
    homes = ("", "/", "/vi", "/vi/", "/index.php", "/index.html", "/trang-chu", "/home")
    return (
        urlsplit(answered).path in homes
        and not urlsplit(answered).query
        and (urlsplit(asked).path not in homes or bool(urlsplit(asked).query))
    )


def led_off(fault: Fault) -> Fault | None:
    """That an entry is no post of the agency's, where its own address led to a host that is not; else None."""
    away = fault.outcome == "refused" and fault.detail.startswith(OFFSITE)
    return replace(fault, outcome="not_a_post") if away else None
