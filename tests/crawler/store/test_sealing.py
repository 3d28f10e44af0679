"""Evidence of crawls that ended, and of crawls that died: sealed in a chain, and no row points at what is lost."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.evidence.manifest import chain_faults
from crawler.evidence.reader import BrokenEvidence
from crawler.page import Page
from crawler.store import leases, open_store
from crawler.store.evidence import manifests
from crawler.store.pages import load_page, read_page, save_page
from crawler.store.sealing import begin_evidence, close_left, evidence_folder, seal_evidence
from tests.crawler.evidence import wire
from tests.crawler.store import making


@pytest.fixture
def db(tmp_path):
    store = open_store(tmp_path / "kho.db")
    making.begin(store, "c1")
    making.begin(store, "c2", at=making.AT + timedelta(days=1))
    return store


def crawled(db, crawl: str, *pages: Page) -> list[str]:
    db.evidence = begin_evidence(db, crawl)
    kept = [save_page(db, page) for page in pages]
    seal_evidence(db, db.evidence, "lexicon-1")
    db.evidence = None
    return kept


def test_pages_are_in_files_beside_the_store_and_come_back(db, tmp_path):
    (kept,) = crawled(db, "c1", wire.packed())
    row = next(iter(db["page"].rows))
    assert row["body"] == b""
    assert (tmp_path / row["file"]).is_file()
    assert row["file"].startswith("evidence/kho/")
    page = load_page(db, kept, "https://snv.vn/x")
    assert page == Page("https://snv.vn/x", wire.BODY, "text/html", "utf-8")


def test_pages_kept_before_are_read_as_ever(db):
    kept = save_page(db, wire.page())
    assert next(iter(db["page"].rows))["file"] is None
    crawled(db, "c1", wire.page())
    assert load_page(db, kept, "x").body == wire.BODY


def test_a_store_in_memory_has_no_evidence():
    store = making.store()
    assert (begin_evidence(store, "c1"), evidence_folder(store)) == (None, None)


def test_each_manifest_holds_the_hash_of_the_one_before(db, tmp_path):
    crawled(db, "c1", wire.page(b"one"), wire.page(b"two"))
    crawled(db, "c2", wire.page(b"one"))
    first, second = manifests(db)
    assert (first.before, second.before) == (None, first.sha256)
    assert [json.loads((tmp_path / one.file).read_text("utf-8")) for one in (first, second)] == [
        first.data,
        second.data,
    ]
    assert [one.data["records"] for one in (first, second)] == [5, 2]
    assert (first.data["lexicon"], first.data["program"], first.data["outcome"]) == ("lexicon-1", "test", "closed")
    assert chain_faults([first, second]) == []
    assert len(chain_faults([second])) == 2  # one is missing, and so is its hash


def test_a_crawl_without_pages_is_sealed_too(db):
    crawled(db, "c1")
    assert [(one.crawl, one.data["files"]) for one in manifests(db)] == [("c1", [])]


def died(db, crawl: str, *pages: Page) -> tuple[Path, list[str]]:
    db.evidence = begin_evidence(db, crawl)
    kept = [save_page(db, page) for page in pages]
    name, db.evidence = db.evidence._name, None
    return db.root / f"{name}.open", kept


@pytest.mark.parametrize("torn", [0, 1, 40, 5000])
def test_a_dead_crawl_s_file_is_cut_behind_its_last_whole_record_and_sealed(db, torn):
    path, kept = died(db, "c1", wire.page(b"one" * 99), wire.page(b"two" * 99))
    with path.open("ab") as file:
        file.write(path.read_bytes()[:torn])
        file.write(b"\x1f\x8b\x08")
    crawled(db, "c2", wire.page(b"three"))
    assert not path.exists()
    assert [(one.crawl, one.data["outcome"]) for one in manifests(db)] == [("c1", "recovered"), ("c2", "closed")]
    file = manifests(db)[0].data["files"][0]
    assert len(wire.read(db.root / file["path"])) == file["records"] >= 5
    assert [load_page(db, one, "x").body for one in kept] == [b"one" * 99, b"two" * 99]


def test_what_a_disk_lost_is_known_to_be_lost_and_kept_anew_when_it_comes_again(db):
    path, kept = died(db, "c1", wire.page(b"one" * 99), wire.page(b"two" * 99))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 400)
    crawled(db, "c2")
    assert load_page(db, kept[0], "x").body == b"one" * 99
    assert load_page(db, kept[1], "x") is None
    with pytest.raises(BrokenEvidence):
        read_page(db, kept[1], "x")
    making.begin(db, "c3")
    crawled(db, "c3", wire.page(b"two" * 99))
    assert load_page(db, kept[1], "x").body == b"two" * 99


def test_a_living_crawl_s_file_is_left_alone(db):
    leases.take_leases(db, ["s1"], "c1", making.AT)
    path, kept = died(db, "c1", wire.page())
    assert close_left(db) == []
    assert path.exists()
    assert load_page(db, kept[0], "x").body == wire.BODY
    leases.release_leases(db, "c1")
    assert close_left(db) == ["c1"]
    assert load_page(db, kept[0], "x").body == wire.BODY


def test_manifests_are_never_altered(db):
    crawled(db, "c1")
    for statement in ("DELETE FROM manifest", "UPDATE manifest SET text = ''"):
        with pytest.raises(Exception, match="append-only"):
            db.execute(statement)
