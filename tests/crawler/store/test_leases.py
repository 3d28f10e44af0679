"""One crawl reads a section at a time; a dead crawl's hold is no hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import SectionHeld
from crawler.store import leases, open_store
from tests.crawler.store import making
from tests.crawler.store.making import AT

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from crawler.store import crawls, leases, open_store
leases.take_leases(open_store(Path(sys.argv[1])), sys.argv[2:], "theirs", datetime.now(UTC))
print("held", flush=True)
sys.stdin.read()
"""


def holding(path: Path, *sections: str) -> subprocess.Popen[str]:
    """Another process that holds the sections until it is told to end."""
    command = [sys.executable, "-c", HOLD, str(path), *sections]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_section_that_another_process_holds_is_refused_until_it_is_dead(tmp_path: Path) -> None:
    db = open_store(tmp_path / "a.db")
    with holding(tmp_path / "a.db", "s1", "s2") as child:
        leases.take_leases(db, ["s3"], "mine", AT)
        with pytest.raises(SectionHeld, match=f"s2 .*theirs.*{child.pid}"):
            leases.take_leases(db, ["s4", "s2"], "mine", AT)
        assert [row["section"] for row in db.query("SELECT section FROM lease WHERE crawl = 'mine'")] == ["s3"]
        child.kill()
    leases.take_leases(db, ["s4", "s2"], "mine", AT)
    assert [row["section"] for row in db.query("SELECT section FROM lease WHERE crawl = 'mine' ORDER BY 1")] == [
        "s2",
        "s3",
        "s4",
    ]


def test_the_message_says_what_to_do(tmp_path: Path) -> None:
    db = making.store()
    leases.take_leases(db, ["s1"], "c1", AT)
    with pytest.raises(SectionHeld) as caught:
        leases.take_leases(db, ["s1"], "c2", AT)
    assert caught.value.exit_code == 4
    assert "c1" in str(caught.value)
    assert "Hãy chờ" in str(caught.value)


def test_a_lease_is_given_back_by_its_own_crawl_alone() -> None:
    db = making.store("s1", "s2")
    leases.take_leases(db, ["s1"], "c1", AT)
    leases.take_leases(db, ["s2"], "c2", AT)
    leases.release_leases(db, "c1")
    assert [row["section"] for row in db.query("SELECT section FROM lease")] == ["s2"]
    leases.take_leases(db, ["s1"], "c3", AT)


@pytest.mark.parametrize(
    ("lease", "refused"),
    [
        ({}, True),
        ({"host": "another-machine", "pid": 1}, True),  # nobody can tell from here
        ({"process": "boot 1"}, False),  # the number belongs to a later process by now
        ({"process": ""}, True),  # where the system won't say: believed
        ({"pid": 2**22 + 1}, False),  # no such process
    ],
)
def test_who_holds_a_lease(lease: dict[str, object], refused: bool) -> None:
    db = making.store()
    leases.take_leases(db, ["s1"], "c1", AT)
    db.table("lease").update("s1", lease)
    if refused:
        with pytest.raises(SectionHeld):
            leases.take_leases(db, ["s1"], "c2", AT)
    else:
        leases.take_leases(db, ["s1"], "c2", AT)
        assert next(db.query("SELECT crawl, pid FROM lease")) == {"crawl": "c2", "pid": os.getpid()}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here: a process is believed to live")
def test_a_process_that_died_and_that_nobody_has_buried_holds_nothing(tmp_path: Path) -> None:
    db = open_store(tmp_path / "a.db")
    with holding(tmp_path / "a.db", "s1") as child:
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, but still in the table of processes
        leases.take_leases(db, ["s1"], "mine", AT)
    assert [row["crawl"] for row in db.query("SELECT crawl FROM lease")] == ["mine"]
