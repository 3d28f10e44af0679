"""Which addresses the crawler may connect to: every spelling of one that is not public is refused."""

from __future__ import annotations

import ipaddress

import pytest

from spiders.addresses import _literal, allowed

PUBLIC = ["8.8.8.8", "113.160.0.1", "2001:4860:4860::8888"]
REFUSED = [
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.0.8",
    "198.18.0.1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",  # what stands for another address is never needed
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    "fec0::1",
    "240.0.0.1",
    "2002:a00:1::",  # 6to4 of 10.0.0.1
    "64:ff9b:1::1",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
]
LOOPBACK = ["127.0.0.1", "127.42.0.10", "::1"]


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_allowed(text):
    assert allowed(ipaddress.ip_address(text), (), loopback=False)


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("loopback", [False, True])
def test_others_are_refused_demo_or_not(text, loopback):
    assert not allowed(ipaddress.ip_address(text), (), loopback=loopback)


@pytest.mark.parametrize("text", LOOPBACK)
def test_loopback_is_for_demos_alone(text):
    assert allowed(ipaddress.ip_address(text), (), loopback=True)
    assert not allowed(ipaddress.ip_address(text), (), loopback=False)


def test_a_range_of_the_registry_is_allowed_and_no_more_than_it():
    ranges = (ipaddress.ip_network("10.20.0.0/16"),)
    assert allowed(ipaddress.ip_address("10.20.1.2"), ranges, loopback=False)
    assert not allowed(ipaddress.ip_address("::ffff:10.20.1.2"), ranges, loopback=False)
    assert not allowed(ipaddress.ip_address("10.21.1.2"), ranges, loopback=False)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("snv.binhthuan.gov.vn", None),
        ("123snv.vn", None),
        ("", None),
    ],
)
def test_numbers_in_any_spelling_are_seen_as_addresses(name, address):
    found = _literal(name)
    assert (str(found) if found else None) == address
