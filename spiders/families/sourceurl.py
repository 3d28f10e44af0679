"""JSON behind a proxy that is told in a POST what to read: its address, with the source's in the fragment.

`https://api.example.vn/Readjson#SourceUrl=https://w3.example.vn/sites/snv` asks the proxy for the pages of that site.
"""

from __future__ import annotations

import json
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from crawler.items import NextPage

_MARK = "#SourceUrl="
_API = "/_api/"
#: What is asked of a site named without its API. `Modified` is neither asked for nor sorted by: it is no publication.
_PAGES = (
    "/_api/web/lists/getByTitle('Site Pages')/items?$filter=Title ne 'Home'&$orderby=Created desc"
    "&$select=ID,Title,Description,CanvasContent1,FileRef,Created&$top=100"
)


def source(url: str) -> str:
    """The address that the proxy is to read for `url`; "" where it names none."""
    found = unquote(url.partition(_MARK)[2])
    return found if not found or _API in found else found.rstrip("/") + _PAGES


def asked(url: str) -> NextPage | None:
    """How to ask the proxy for what `url` names; None where it names nothing."""
    wanted = source(url)
    if not wanted:
        return None
    address = url.partition("#")[0] + _MARK + quote(wanted, safe=":/?&=$',()")
    return NextPage(
        address,
        "POST",
        body=json.dumps({"SourceUrl": wanted}, ensure_ascii=False),
        headers={"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"},
    )


def following(url: str, link: str) -> NextPage | None:
    """How to ask for the next part, whose address the source gives under whichever of its host names."""
    here, there = urlsplit(source(url)), urlsplit(urljoin(source(url), link))
    own = urlunsplit((here.scheme, here.netloc, *there[2:]))
    return asked(url.partition("#")[0] + _MARK + quote(own, safe="")) if link and own != source(url) else None
