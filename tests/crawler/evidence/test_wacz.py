"""WACZ files: what stands in them, that hashes hold, that the same goes in for the same bytes out."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from crawler.evidence import records
from crawler.evidence.wacz import INDEX, PAGES, WARC, Capture, Package, Told, surt, zipped
from tests.crawler.evidence import wire

SURTS = {
    "https://snv.gov.vn/tin/1.html": "vn,gov,snv)/tin/1.html",
    "http://www.SNV.gov.vn": "vn,gov,snv)/",
    "http://snv.gov.vn:80/Tin/": "vn,gov,snv)/tin",
    "https://snv.gov.vn:8443/?b=2&a=1": "vn,gov,snv:8443)/?a=1&b=2",
    "http://127.0.0.2:8042/x": "2,0,0,127:8042)/x",
}


@pytest.mark.parametrize("url", SURTS)
def test_the_index_is_ordered_as_archives_order_theirs(url):
    assert surt(url) == SURTS[url]


def made(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.csv").write_text("a,b\n", encoding="utf-8")
    package = Package(folder, records.warcinfo("data.warc.gz", {"software": "x"}, wire.AT, named="x"))
    for number in (2, 1):
        url = f"https://snv.vn/{number}"
        packed = records.resource(url, "text/html", wire.BODY, wire.AT, named=url)
        package.add(
            Capture(url, records.moment(wire.AT), "text/html", f"sha256:{number}", packed, "Tin" if number == 1 else "")
        )
    told = Told("Sở Nội vụ", "…", "2024-04-02T03:00:00Z", "cchc-audit", {"cchc": {"agency": "snv"}})
    package.write(folder / "out.wacz", told, {"audit/a.csv": folder / "a.csv"})
    return folder / "out.wacz"


def test_a_package_tells_of_all_that_is_in_it(tmp_path):
    with zipfile.ZipFile(made(tmp_path / "one")) as packed:
        data = json.loads(packed.read("datapackage.json"))
        assert (data["wacz_version"], data["mainPageUrl"]) == ("1.1.1", "https://snv.vn/1")
        listed = {one["path"]: (one["hash"], one["bytes"]) for one in data["resources"]}
        own = {name: packed.read(name) for name in packed.namelist() if not name.startswith("datapackage")}
        assert listed == {name: (f"sha256:{hashlib.sha256(body).hexdigest()}", len(body)) for name, body in own.items()}
        assert set(own) == {WARC, INDEX, PAGES, "audit/a.csv"}
        digest = json.loads(packed.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(packed.read('datapackage.json')).hexdigest()}"
        assert packed.getinfo(WARC).compress_type == zipfile.ZIP_STORED  # read in places, without unpacking it
        assert [json.loads(line).get("title") for line in own[PAGES].decode().splitlines()] == ["All Pages", "Tin"]


def test_the_index_leads_to_the_records(tmp_path):
    with zipfile.ZipFile(made(tmp_path / "one")) as packed:
        warc = packed.read(WARC)
        lines = packed.read(INDEX).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        _, time, rest = line.split(" ", 2)
        found = json.loads(rest)
        start = int(found["offset"])
        record = gzip.decompress(warc[start : start + int(found["length"])])
        assert f"WARC-Target-URI: {found['url']}\r\n".encode() in record
        assert time == "20240402030000"


def test_the_same_gives_the_same_bytes(tmp_path):
    assert made(tmp_path / "one").read_bytes() == made(tmp_path / "two").read_bytes()


def test_a_folder_is_packed_to_the_same_bytes_whenever_its_files_were_written(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "b").mkdir(parents=True)
        (tmp_path / name / "b" / "x.html").write_text("x")
        zipped(tmp_path / name, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == ["b/x.html"]
