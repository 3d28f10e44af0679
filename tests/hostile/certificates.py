"""Certificates that a client must not trust: expired, self-signed, of another name, without what links them up."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


def context(folder: Path, kind: str, address: str) -> ssl.SSLContext:
    """The server's side of TLS. `kind`: self-signed, expired, incomplete."""
    key = ec.generate_private_key(ec.SECP256R1())
    begins = datetime.now(UTC) - (400 * DAY if kind == "expired" else DAY)
    if kind == "incomplete":
        issuer = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(key, address, begins, issuer, "CA trung gian")
    else:
        made = _certificate(key, address, begins, key, address)
    chain, private = folder / f"{kind}.pem", folder / f"{kind}.key"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, private)
    return server


def _certificate(key: Key, name: str, begins: datetime, issuer: Key, issuer_name: str) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + 30 * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
    )
    return builder.sign(issuer, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
