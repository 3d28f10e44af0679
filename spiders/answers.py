"""What a site answered, in the ledger's words: a page to read, or why there is none."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.errors import CchcError, LayoutChanged, NotAPost
from crawler.ledger import Outcome
from crawler.page import Page
from spiders.alarm import TooSlow, within
from spiders.recorder import RECEIVED
from spiders.tls import UntrustedCertificate

_Read = TypeVar("_Read")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
READING = 10.0  # seconds, of one page
READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json")
DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.", "application/octet-stream", "application/zip")


@dataclass(frozen=True)
class Fault:
    """Why a page could not be read. `detail` begins with a stable word, then says more."""

    outcome: Outcome
    status: int | None
    detail: str


def page_of(response: Response) -> Page:
    """The response as a page: final address with the fragment asked for, decompressed body, declared type."""
    header = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
    charset = _CHARSET.search(header)
    media_type = header.split(";")[0].strip().lower() or _guess(response.body)
    url = response.url.partition("#")[0] + _fragment(response)
    received = response.request.meta.get(RECEIVED) if response.request is not None else None
    return Page(url, response.body, media_type, charset and charset.group(1), received)


def _fragment(response: Response) -> str:
    """What was asked for after `#`, through redirects: readers keep there what the next page has to know."""
    if response.request is None:
        return ""
    asked = str(response.request.meta.get("redirect_urls", [response.request.url])[0])
    return "".join(asked.partition("#")[1:])


def _guess(body: bytes) -> str:
    return "application/pdf" if body.startswith(b"%PDF-") else "text/html"


def readable(page: Page) -> bool:
    """Whether the page is text of some kind; a wrong header doesn't hide an HTML page."""
    return page.media_type.startswith(READABLE) or page.body[:512].lstrip()[:1] in (b"<", b"{", b"[")


def document(page: Page) -> bool:
    """Whether the answer is a document to download: a post may be one (a PDF, a Word file)."""
    return page.media_type.startswith(DOCUMENTS) and page.body[:512].lstrip()[:1] != b"<"


def fault_of(failure: Failure) -> Fault:
    """A download's failure: HTTP status, refusal (robots, other host, address), or the network's word."""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return Fault("failed", status, f"http_{status} máy chủ trả lời mã {status}")
    if isinstance(error, IgnoreRequest) and "redirections" in str(error):
        return Fault("failed", None, "redirects trang chuyển hướng mãi không dừng")
    if isinstance(error, IgnoreRequest) and str(error).startswith(_NOT_REFUSED):
        return Fault("failed", None, str(error))
    if isinstance(error, IgnoreRequest):
        return Fault("refused", None, str(error) or "refused địa chỉ không được phép đọc")
    if isinstance(error, UntrustedCertificate):
        return Fault("failed", None, f"tls {error}")
    name = type(error).__name__
    for pattern, word, text in _CAUSES:
        if re.search(pattern, f"{name} {error}", re.IGNORECASE):
            return Fault("failed", None, f"{word} {text} ({name})")
    return Fault("failed", None, f"network lỗi mạng ({name}: {str(error)[:200]})")


_NOT_REFUSED = ("too_large", "silent", "site_time")  # causes of the site's own, told by a request that was not sent
_CAUSES = (
    (r"timeout|timed out", "timeout", "máy chủ không trả lời trong thời hạn"),
    (r"CannotResolve|DNSLookup|resolve", "dns", "không phân giải được tên miền"),
    (r"ForbiddenAddress", "address", "tên miền dẫn tới địa chỉ không phải địa chỉ công cộng được phép"),
    (r"refused", "connection_refused", "máy chủ từ chối kết nối"),
    (r"ssl|tls|certificate|handshake", "tls", "lỗi chứng thư hoặc kết nối bảo mật"),
    (r"DataLoss|partial", "data_loss", "trang bị cắt giữa chừng"),
    (r"ConnectionLost|ConnectionDone|reset|ResponseNeverReceived|DownloadFailed", "reset", "kết nối bị ngắt"),
    (r"cancel|size|maxsize", "too_large", "trang quá lớn"),
)


def attempt(read_it: Callable[[], _Read], status: int | None) -> _Read | Fault:
    """What the reader gives, or why it gives nothing. A page that breaks a reader costs that page alone."""
    try:
        with within(READING):
            return read_it()
    except LayoutChanged as error:
        return Fault("layout_changed", status, f"layout_changed không thấy {error.looked_for}")
    except NotAPost as error:
        return Fault("not_a_post", status, f"{error.kind} {error.words}")
    except CchcError as error:
        return Fault("failed", status, f"reader {error}")
    except TooSlow:
        return Fault("failed", status, f"too_slow đọc trang quá {READING:g} giây")
    except Exception as error:
        logging.getLogger(__name__).exception("a reader failed")
        return Fault("failed", status, f"reader_error lỗi của chương trình khi đọc trang ({type(error).__name__})")
