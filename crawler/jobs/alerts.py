"""Telling people of problems: by e-mail and by webhook, to addresses that are the operator's own."""

from __future__ import annotations

import http.client
import ipaddress
import json
import smtplib
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from crawler import __version__
from crawler.errors import BadInput
from crawler.store.problems import Channel
from reports.health.digest import Digest

TIMEOUT = 30.0  # seconds
PAUSES = (5.0, 20.0)  # seconds before the second and the third try


@dataclass(frozen=True)
class AlertSettings:
    """Where to. `smtp`: `smtp://user:password@host:port` (STARTTLS where offered) or `smtps://`; None: no such way."""

    smtp: str | None = None
    to: tuple[str, ...] = ()
    sender: str | None = None
    webhook: str | None = None

    def __repr__(self) -> str:  # no password and no token in a traceback
        return f"AlertSettings(mail={bool(self.smtp)}, webhook={bool(self.webhook)})"


class Way(Protocol):
    """One way to tell; raises OSError or an error of its protocol where it could not."""

    @property
    def name(self) -> Channel: ...

    def send(self, told: Digest, at: datetime) -> None: ...


def ways(settings: AlertSettings) -> list[Mail | Webhook]:
    """The ways that are set up. BadInput on an address that is none, and on half of the mail's settings."""
    if bool(settings.smtp) != bool(settings.to):
        raise BadInput("Báo tin bằng thư cần cả máy chủ (CCHC_SMTP_URL) và người nhận (CCHC_ALERT_TO).")
    found: list[Mail | Webhook] = []
    if settings.smtp:
        found.append(Mail(_address(settings.smtp, "smtp", "smtps"), settings.to, settings.sender))
    if settings.webhook:
        _address(settings.webhook, "http", "https")
        found.append(Webhook(settings.webhook))
    return found


def _address(text: str, *schemes: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise BadInput(f"Địa chỉ báo tin phải có dạng {schemes[0]}://máy-chủ:cổng hoặc {schemes[1]}://…")
    return parts


def deliver(way: Way, told: Digest, at: datetime, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """Tries three times; why it could not be told, or None. The reason names no secret."""
    fault: str | None = None
    for pause in (*PAUSES, None):
        try:
            way.send(told, at)
        except (OSError, smtplib.SMTPException, http.client.HTTPException) as error:
            fault = reason(error)
        else:
            return None
        if pause is not None:
            sleep(pause)
    return fault


def reason(error: Exception) -> str:
    """An error in words without what was sent: servers and libraries like to repeat that."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"{type(error).__name__} {', '.join(sorted({str(code) for code, _ in error.recipients.values()}))}"
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, OSError):
        return reason(error.reason)
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__


class Unsafe(OSError):
    """A password would have gone over the network in the clear."""


@dataclass(frozen=True, repr=False)
class Mail:
    """By SMTP. A password is sent over TLS alone, but to this very machine."""

    server: SplitResult
    to: tuple[str, ...]
    sender: str | None
    name: Channel = "mail"

    def send(self, told: Digest, at: datetime) -> None:
        with self._connected() as server:
            secure = self.server.scheme == "smtps"
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
                secure = True
            if self.server.username:
                if not secure and not _loopback(self.server.hostname or ""):
                    raise Unsafe(0, "máy chủ thư không có TLS nên không gửi mật khẩu")
                server.login(unquote(self.server.username), unquote(self.server.password or ""))
            server.send_message(self.message(told, at))

    def _connected(self) -> smtplib.SMTP:
        host = self.server.hostname or ""
        if self.server.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, self.server.port or 465, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(host, self.server.port or 25, timeout=TIMEOUT)

    def message(self, told: Digest, at: datetime) -> EmailMessage:
        """The letter; a line break in what is quoted adds no header."""
        made = EmailMessage()
        made["Subject"] = " ".join(told.subject.split())
        made["From"] = self.sender or f"cchc-audit@{socket.getfqdn()}"
        made["To"] = ", ".join(self.to)
        made["Date"] = format_datetime(at)
        made["Message-ID"] = make_msgid(domain="cchc-audit.local")
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(told.text, charset="utf-8")
        return made


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, repr=False)
class Webhook:
    """One POST of JSON, to the address itself: a redirect is no success."""

    url: str
    name: Channel = "webhook"

    def send(self, told: Digest, at: datetime) -> None:
        body = json.dumps(_payload(told.data, at), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"cchc-audit/{__version__}"}
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            answer.read(1024)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _payload(data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return {**data, "at": at.isoformat(timespec="seconds")}
