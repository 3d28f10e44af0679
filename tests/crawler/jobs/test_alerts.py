"""Letters and webhooks against real servers on loopback: Vietnamese arrives, secrets don't leave, refusals are said."""

from __future__ import annotations

import http.server
import json
import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from crawler.errors import BadInput
from crawler.health import Problem
from crawler.jobs.alerts import PAUSES, AlertSettings, deliver, ways
from reports.health.digest import Digest, Place, digest
from tests.sites.mailbox import mailbox

AT = datetime(2024, 12, 31, 16, 0, tzinfo=UTC)
MOMENT = AT.isoformat()
SITE = Problem(7, "s1", "layout_changed", MOMENT, MOMENT, None, "không thấy danh sách “Cải cách hành chính”")
HEALED = Problem(5, "s2", "silent", MOMENT, MOMENT, MOMENT, "cơ quan đã đăng bài trở lại")
PLACES = {"s1": Place("Sở Nội vụ", "https://snv.vn/cchc"), "s2": Place("UBND huyện Đức Linh", "https://dl.vn/")}
SECRET = "mat-khau-bi-mat"


def letter() -> Digest:
    return digest("Tỉnh Bình Thuận", [SITE], [HEALED], PLACES, UTC, "Tỉnh Bình Thuận: XONG; mã 3.")


def told(settings: AlertSettings, slept: list[float] | None = None) -> list[str | None]:
    return [deliver(way, letter(), AT, (slept if slept is not None else []).append) for way in ways(settings)]


def mail(url: str, **other: Any) -> AlertSettings:
    return AlertSettings(smtp=url, to=("a@tinh.example", "b@tinh.example"), sender="may@tinh.example", **other)


def test_a_letter_arrives_in_vietnamese():
    with mailbox() as box:
        assert told(mail(box.url)) == [None]
    (got,) = box.letters
    assert got["Subject"] == "[CCHC] Tỉnh Bình Thuận: 1 sự cố mới, 1 đã khắc phục"
    assert (got["From"], got["To"]) == ("may@tinh.example", "a@tinh.example, b@tinh.example")
    assert got["Auto-Submitted"] == "auto-generated"
    text = got.get_content()
    for words in (
        "Sở Nội vụ: bố cục trang thay đổi",
        "https://snv.vn/cchc",
        "không thấy danh sách “Cải cách hành chính”",
        "Việc cần làm: Mở trang để kiểm tra",
        "UBND huyện Đức Linh: cơ quan không đăng bài",
        "cơ quan đã đăng bài trở lại",
    ):
        assert words in text


def test_what_a_page_says_adds_no_header():
    hostile = Problem(1, "s1", "down", MOMENT, MOMENT, None, "x\r\nBcc: ai@do.example\r\n\r\nthân")
    made = digest("Tỉnh X\r\nBcc: ai@do.example", [hostile], [], PLACES, UTC, "x")
    with mailbox() as box:
        (way,) = ways(mail(box.url))
        assert deliver(way, made, AT) is None
    assert box.letters[0]["Bcc"] is None
    assert set(box.letters[0]["To"].split(", ")) == {"a@tinh.example", "b@tinh.example"}


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    sound = (data.login, data.password) == (b"may@tinh", SECRET.encode())
    return AuthResult(success=sound, handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_password_is_given_on_loopback_and_a_wrong_one_is_not_repeated(caplog):
    options = {"authenticator": _login, "auth_required": True, "auth_require_tls": False}
    with mailbox(**options) as box, caplog.at_level(logging.DEBUG):
        host = box.url.removeprefix("smtp://")
        assert told(mail(f"smtp://may%40tinh:{SECRET}@{host}")) == [None]
        (fault,) = told(mail(f"smtp://may%40tinh:{SECRET}x@{host}"))
    assert len(box.letters) == 1
    assert fault == "SMTPAuthenticationError 535"
    assert SECRET not in caplog.text


def test_a_password_is_never_sent_in_the_clear_to_another_machine(monkeypatch):
    monkeypatch.setattr("crawler.jobs.alerts._loopback", lambda host: False)
    with mailbox(authenticator=_login, auth_require_tls=False) as box:
        (fault,) = told(mail(f"smtp://may%40tinh:{SECRET}@{box.url.removeprefix('smtp://')}"))
    assert "không có TLS nên không gửi mật khẩu" in (fault or "")
    assert box.letters == []


def test_a_server_whose_certificate_nobody_signed_gets_nothing(tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    with mailbox(tls_context=context) as box:
        (fault,) = told(mail(box.url))
    assert (fault or "").startswith("SSLCertVerificationError")
    assert box.letters == []


def self_signed(folder: Any) -> tuple[str, str]:
    """A certificate and its key for 127.0.0.1, signed by itself."""
    import ipaddress
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thu")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    )
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    one, other = folder / "cert.pem", folder / "key.pem"
    one.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    other.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(one), str(other)


def test_a_server_that_is_trusted_is_spoken_to_over_tls(tmp_path, monkeypatch):
    chain = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*chain)
    monkeypatch.setenv("SSL_CERT_FILE", chain[0])
    with mailbox(tls_context=context, authenticator=_login, auth_required=True, require_starttls=True) as box:
        host = box.url.removeprefix("smtp://")
        assert told(mail(f"smtp://may%40tinh:{SECRET}@{host}")) == [None]
    assert len(box.letters) == 1


def test_three_tries_with_pauses_then_the_reason():
    slept: list[float] = []
    with mailbox() as box:
        box.refuses = True
        assert told(mail(box.url), slept) == ["SMTPDataError 451"]
    assert slept == list(PAUSES)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (AlertSettings(smtp="smtp://mail.example"), "CCHC_ALERT_TO"),
        (AlertSettings(to=("a@b.example",)), "CCHC_SMTP_URL"),
        (AlertSettings(smtp="mail.example:25", to=("a@b.example",)), "smtp://"),
        (AlertSettings(smtp="smtp://:25", to=("a@b.example",)), "smtp://"),
        (AlertSettings(smtp="smtp://mail.example:99999", to=("a@b.example",)), "smtp://"),
        (AlertSettings(webhook="file:///etc/passwd"), "http://"),
        (AlertSettings(webhook="ftp://x.example/"), "http://"),
    ],
)
def test_settings_that_won_t_do_are_refused(settings, words):
    with pytest.raises(BadInput, match=words):
        ways(settings)


def test_settings_do_not_show_their_secrets():
    settings = mail(f"smtp://may:{SECRET}@mail.example", webhook=f"https://chat.example/{SECRET}")
    assert SECRET not in repr(settings)
    assert SECRET not in repr(ways(settings))


# -- webhook


class _Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, self.headers["Content-Type"], json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 - the name that http.server looks for

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def hook(status: int = 200) -> Iterator[Any]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.got, server.status = [], status
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _url(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_port}/{SECRET}"


def test_a_webhook_gets_json():
    with hook(204) as server:
        assert told(AlertSettings(webhook=_url(server))) == [None]
    ((path, kind, data),) = server.got
    assert (path, kind) == (f"/{SECRET}", "application/json; charset=utf-8")
    assert (data["program"], data["province"], data["at"]) == (
        "cchc-audit",
        "Tỉnh Bình Thuận",
        "2024-12-31T16:00:00+00:00",
    )
    assert data["opened"][0] == {
        "number": 7,
        "section": "s1",
        "place": "Sở Nội vụ",
        "url": "https://snv.vn/cchc",
        "kind": "layout_changed",
        "what": "bố cục trang thay đổi",
        "details": SITE.details,
        "todo": data["opened"][0]["todo"],
        "opened_at": MOMENT,
        "last_at": MOMENT,
        "closed_at": None,
    }
    assert [one["number"] for one in data["closed"]] == [5]
    assert "Sở Nội vụ: bố cục trang thay đổi" in data["text"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_is_no_success_and_its_address_is_not_told(status):
    with hook(status) as server:
        (fault,) = told(AlertSettings(webhook=_url(server)))
    assert fault == f"HTTP {status}"
    assert {path for path, *_ in server.got} == {f"/{SECRET}"}  # it follows no redirect
    assert len(server.got) == 3


def test_a_webhook_that_nobody_answers_is_said():
    with hook() as server:
        url = _url(server)
    (fault,) = told(AlertSettings(webhook=url))
    assert fault is not None
    assert SECRET not in fault
    assert "refused" in fault.lower()
