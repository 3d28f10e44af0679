"""A province where every site but a few goes wrong in a way of its own, crawled once: each says why.

Memory is that of the crawl's own process, at its peak.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.certificates import context
from tests.hostile.faults import SECTION, WHOLE, faults
from tests.hostile.server import hostile
from tests.sites.pages import registry_text

pytestmark = pytest.mark.slow
FAULTS = faults()
MOST_SECONDS = 180
MOST_MB = 400
CRAWL = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from crawler.jobs.count import count
from crawler.jobs.crawl import crawl
registry, db = Path(sys.argv[1]), Path(sys.argv[2])
begun = time.monotonic()
outcome = crawl(registry, db, log_level="CRITICAL")
seconds = time.monotonic() - begun
counts = count(registry, db, as_of=date(2024, 12, 31))
print(json.dumps({
    "seconds": seconds,
    "mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    "errors": outcome.errors,
    "causes": [[one.section.owner, cause.why, cause.detail] for one in outcome.shortfalls for cause in one.causes],
    "agencies": {one.id: {
        "verdict": one.quotas[0].verdict, "reason": one.quotas[0].reason,
        "march": one.quotas[0].periods["2024-03"].count,
        "complete": sorted({cell.complete for cell in one.quotas[0].periods.values()}),
    } for one in counts.agencies},
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("province")
    sections = {}
    with ExitStack() as stack:
        for number, (name, fault) in enumerate(FAULTS.items(), start=1):
            host = f"127.0.1.{number}"
            tls = context(folder, fault.tls, host) if fault.tls else None
            server = stack.enter_context(hostile(fault.answer, host, tls))
            row = f"url: {server.url}{SECTION}, verify_tls: true"
            sections[name] = [row + (f", {fault.row}" if fault.row else "")]
        for number, (name, answer) in enumerate(WHOLE.items(), start=1):
            server = stack.enter_context(hostile(answer, f"127.0.2.{number}"))
            sections[name] = [f"url: {server.url}{SECTION}"]
        registry = folder / "site_registry.yaml"
        text = registry_text(sections, crawl=", max_pages_per_section: 15").replace(
            "retries: 0, timeout: 3", "retries: 2, timeout: 5"
        )
        registry.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", CRAWL, str(registry), str(folder / "cchc.db")]
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_site_is_incomplete_and_says_why(told: dict[str, Any], name: str) -> None:
    fault = FAULTS[name]
    causes = [(why, detail) for owner, why, detail in told["causes"] if owner == name]
    assert causes
    why, detail = causes[0]
    assert re.fullmatch(fault.why, why)
    assert re.match(fault.word, detail), detail
    assert told["agencies"][name]["verdict"] == "undetermined"
    assert told["agencies"][name]["reason"] == "incomplete"
    assert True not in told["agencies"][name]["complete"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_site_beside_them_is_read_whole(told: dict[str, Any], name: str) -> None:
    assert [cause for cause in told["causes"] if cause[0] == name] == []
    found = told["agencies"][name]
    assert (found["march"], found["complete"], found["verdict"]) == (6, [True], "not_met")


def test_no_page_breaks_the_program(told: dict[str, Any]) -> None:
    assert told["errors"] == 0
    assert [cause for cause in told["causes"] if cause[2].startswith("reader_error")] == []


def test_it_ends_in_time_and_in_bounded_memory(told: dict[str, Any]) -> None:
    assert told["seconds"] < MOST_SECONDS
    assert told["mb"] < MOST_MB
    print(f"{told['seconds']:.0f} s, {told['mb']:.0f} MB")
