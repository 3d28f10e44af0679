"""Whole nights over small sites: what runs, what is said, who is told, and what a fault leaves alone."""

from __future__ import annotations

import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import BadInput, SectionHeld
from crawler.jobs import nightly as job
from crawler.jobs.alerts import AlertSettings
from crawler.jobs.nightly import NightPlan, Surroundings, nightly
from crawler.store import open_store
from reports.health.night import Night, line, lines
from tests.sites.mailbox import mailbox
from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import Answer, serving

SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(12, 0, -1)]
BROKEN = Answer("lỗi", 500)
STEPS = ["disk", "registry", "crawl", "reclassify", "report", "backup", "health", "alerts", "status"]


class Nights:
    """A registry, a store and a folder of reports; each run is a night later."""

    def __init__(self, folder: Path) -> None:
        self.registry, self.db, self.out = folder / "site_registry.yaml", folder / "cchc.db", folder / "bao-cao"
        self.slept: list[float] = []
        self.room = 10**12

    def write(self, sections: Mapping[str, Sequence[str]], **more: str) -> None:
        self.registry.write_text(registry_text(sections, **more), encoding="utf-8")

    def run(self, *, alerts: AlertSettings = AlertSettings(), retry_after: float = 0, **around: object) -> Night:  # noqa: B008
        plan = NightPlan(self.registry, self.db, self.out, alerts, retry_after, log_level="ERROR")
        given = {"sleep": self.slept.append, "free": lambda place: self.room} | around
        return nightly(plan, Surroundings(**given))  # type: ignore[arg-type]

    def problems(self) -> list[tuple[str, bool]]:
        rows = open_store(self.db).query("SELECT kind, closed_at FROM problem ORDER BY number")
        return [(row["kind"], row["closed_at"] is None) for row in rows]


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def states(night: Night) -> dict[str, str]:
    return {step.name: step.state for step in night.steps}


def test_a_good_night_leaves_a_report_a_copy_and_a_summary(nights):
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        night = nights.run()
        again = nights.run()
    host = site.url.removeprefix("http://")
    assert (night.exit_code, list(states(night)), set(states(night).values())) == (0, STEPS, {"done"})
    assert [(one.host, one.new, one.changed, dict(one.failures)) for one in night.sites] == [(host, 12, 0, {})]
    assert night.sites[0].requests == 15  # robots.txt, two list pages, twelve posts
    assert night.sites[0].bytes > sum(len(text) for text in site_of(MARCH).values())
    assert [one.new for one in again.sites] == [0]
    summary = json.loads((nights.out / "summary.json").read_text("utf-8"))
    assert (summary["exit_code"], summary["run"], summary["line"]) == (0, again.id, line(again))
    assert Path(night.report or "").is_file()
    assert (nights.out / "latest.html").is_file()
    assert Path(night.backup or "").parent == nights.db.parent / "backups"
    assert "không có" in (nights.out / "status.html").read_text("utf-8").lower()
    assert list(lines(night))[-1] == line(night)
    assert nights.problems() == []


def test_a_failing_site_is_said_with_its_cause_told_once_and_closed_when_it_heals(nights):
    with serving(site_of(MARCH)) as fine, serving(site_of(MARCH[:6]), "127.0.0.2") as site, mailbox() as box:
        nights.write({"snv": [f"url: {fine.url}{SECTION}"], "stp": [f"url: {site.url}{SECTION}"]})
        told = AlertSettings(smtp=box.url, to=("cchc@tinh.example",), sender="may@tinh.example")
        assert nights.run(alerts=told).exit_code == 0
        assert box.letters == []
        page, site.routes[SECTION] = site.routes[SECTION], BROKEN
        night = nights.run(alerts=told)
        assert night.exit_code == 3
        assert [one.owner for one in night.unread] == ["stp"]
        assert "http_500" in night.unread[0].causes[0]
        assert [one["kind"] for one in night.opened] == ["down"]
        assert dict(night.sites[1].failures) == {"http_500": 1}
        nights.run(alerts=told)
        assert len(box.letters) == 1
        letter = box.letters[0]
        assert letter["Subject"] == "[CCHC] Tỉnh Thử Nghiệm: 1 sự cố mới"
        text = letter.get_content()
        assert "Sở stp: trang không truy cập được" in text
        assert f"{site.url}{SECTION}" in text
        assert "mã 500" in text
        site.routes[SECTION] = page
        healed = nights.run(alerts=told)
    assert (healed.exit_code, [one["kind"] for one in healed.closed]) == (0, ["down"])
    assert [one["Subject"] for one in box.letters[1:]] == ["[CCHC] Tỉnh Thử Nghiệm: 1 đã khắc phục"]
    assert "truy cập được trở lại" in box.letters[1].get_content()
    assert nights.problems() == [("down", False)]


def test_what_may_be_over_soon_is_tried_again_hours_later_before_anyone_is_told(nights):
    with serving(site_of(MARCH)) as fine, serving(site_of(MARCH[:6]), "127.0.0.2") as site:
        nights.write({"snv": [f"url: {fine.url}{SECTION}"], "stp": [f"url: {site.url}{SECTION}"]})
        page, site.routes[SECTION] = site.routes[SECTION], BROKEN

        def mend(seconds: float) -> None:
            nights.slept.append(seconds)
            fine.hits.clear()
            site.routes[SECTION] = page

        night = nights.run(retry_after=90, sleep=mend)
    assert nights.slept == [5400]
    assert (night.exit_code, night.unread, night.opened, len(night.crawls)) == (0, (), (), 2)
    assert fine.hits == []
    assert nights.problems() == []


def test_what_will_not_be_over_soon_is_not_tried_again(nights):
    with serving({**site_of(MARCH), SECTION: Answer("cấm", 403)}) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        night = nights.run(retry_after=90)
    assert (nights.slept, night.exit_code) == ([], 3)
    assert [one["kind"] for one in night.opened] == ["blocked"]


HOLD = """
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from crawler.store import open_store
from crawler.store.problems import take_night
take_night(open_store(Path(sys.argv[1])), "theirs", datetime.now(UTC))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_run_at_a_time_and_a_dead_one_holds_nothing(nights):
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        command = [sys.executable, "-c", HOLD, str(nights.db)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout.readline() == "held\n"  # type: ignore[union-attr]
            with pytest.raises(SectionHeld, match=f"theirs.*tiến trình {child.pid}, từ 20") as caught:
                nights.run()
            assert caught.value.exit_code == 4
            assert not nights.out.exists()
            child.kill()
        assert nights.run().exit_code == 0
    assert list(open_store(nights.db)["night_lease"].rows) == []


def test_another_lexicon_reclassifies(nights):
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        first = nights.run()
        store = open_store(nights.db)
        store.execute("UPDATE verdict SET lexicon = 'older', label = 'off_topic', topics = '[]'")
        store.conn.commit()
        night = nights.run()
    detail = {step.name: step.detail for step in night.steps}
    assert {step.name: step.detail for step in first.steps}["reclassify"] == ""
    assert "12 kết quả" in detail["reclassify"]
    assert {row["label"] for row in store.query("SELECT label FROM verdict")} == {"on_topic"}


def test_a_failed_report_loses_neither_the_copy_nor_the_latest_report(nights, monkeypatch):
    def fails(*args: object, **options: object) -> None:
        raise KeyError("a fault of ours")

    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        good = nights.run()
        before = (nights.out / "latest.html").read_bytes()
        monkeypatch.setattr("reports.write.letter.write_letter", fails)
        night = nights.run()
        monkeypatch.undo()
        assert (night.exit_code, states(night)["report"], states(night)["backup"]) == (1, "failed", "done")
        assert (nights.out / "latest.html").read_bytes() == before
        assert (nights.out / "latest" / "index.html").samefile(good.report or "")
        assert [path.name for path in nights.out.iterdir() if path.name.startswith(".")] == []
        assert "KeyError" in next(step.detail for step in night.steps if step.name == "report")
        assert [one["kind"] for one in night.opened] == ["step_report"]
        healed = nights.run()
    assert (healed.exit_code, [one["kind"] for one in healed.closed]) == (0, ["step_report"])


def test_a_damaged_store_is_left_alone_and_restoring_is_explained(nights):
    with serving(site_of(MARCH)) as site, mailbox() as box:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        good = nights.run()
        gc.collect()  # whoever forgot to close the store
        sqlite3.connect(nights.db).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = nights.db.stat().st_size
        with nights.db.open("r+b") as file:
            file.seek(8192)
            file.write(os.urandom(size - 16384))
        harmed = nights.db.read_bytes()
        site.hits.clear()
        night = nights.run(alerts=AlertSettings(smtp=box.url, to=("cchc@tinh.example",)))
    assert night.exit_code == 1
    assert [step.name for step in night.failed] == ["database"]
    assert f"cchc restore {good.backup}" in night.failed[0].detail
    assert nights.db.read_bytes() == harmed
    assert site.hits == []
    assert "cơ sở dữ liệu bị hỏng" in box.letters[0].get_content()


@pytest.mark.parametrize(("room", "code", "crawled"), [(10**8, 1, False), (5 * 10**8, 0, True)])
def test_a_disk_that_is_nearly_full_is_said_and_one_that_is_full_stops_the_work(nights, room, code, crawled):
    nights.room = room
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        night = nights.run()
    assert (night.exit_code, bool(night.crawls)) == (code, crawled)
    assert f"còn {room // 10**6} MB" in "\n".join(lines(night))
    assert {one["kind"] for one in night.opened} & {"disk", "step_disk"}


def test_a_registry_that_lost_sections_is_said(nights):
    with serving(site_of(MARCH)) as site, serving(site_of(MARCH[:6]), "127.0.0.2") as other:
        both = {"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {other.url}{SECTION}"]}
        nights.write(both)
        nights.run()
        nights.write({"snv": both["snv"]})
        night = nights.run()
    assert [one["kind"] for one in night.opened] == ["registry_shorter"]
    assert "mất 1 cơ quan: stp" in night.opened[0]["details"]


def test_a_faulty_registry_still_gets_its_copy(nights):
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        nights.run()
    nights.registry.write_text("version: 1\nwrong: true\n", encoding="utf-8")
    night = nights.run()
    assert (night.exit_code, states(night)["registry"], states(night)["backup"]) == (2, "failed", "done")
    assert states(night)["crawl"] == "skipped"


def test_alerts_that_are_half_set_up_are_refused_before_anything_is_done(nights):
    with pytest.raises(BadInput, match="CCHC_ALERT_TO"):
        nights.run(alerts=AlertSettings(smtp="smtp://127.0.0.1:1"))
    assert not nights.db.exists()


def test_a_letter_that_did_not_go_out_is_said_and_goes_out_the_next_night(nights):
    with serving({**site_of(MARCH), SECTION: Answer("cấm", 403)}) as site, mailbox() as box:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        box.refuses = True
        told = AlertSettings(smtp=box.url, to=("cchc@tinh.example",))
        night = nights.run(alerts=told)
        assert (night.exit_code, states(night)["alerts"]) == (1, "failed")
        assert "chưa báo được qua thư" in next(step.detail for step in night.steps if step.name == "alerts")
        assert nights.slept == [5.0, 20.0]
        box.refuses = False
        assert nights.run(alerts=told).exit_code == 3
    assert [one["Subject"] for one in box.letters] == ["[CCHC] Tỉnh Thử Nghiệm: 1 sự cố mới"]


def test_a_clock_that_stands_still_gives_the_same_status_page(nights):
    moment = datetime.now(UTC) + timedelta(hours=1)
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        nights.run()
    store = open_store(nights.db)
    registry = job.load_registry(nights.registry)
    pages = set()
    for _ in range(2):
        pages.add(job.write_status(store, registry, nights.db, nights.out, moment).read_bytes())
    assert len(pages) == 1
    assert b"Content-Security-Policy" in pages.pop()


NIGHT = """
import sys
import time
from pathlib import Path
from crawler.jobs.nightly import NightPlan, nightly
nightly(NightPlan(*map(Path, sys.argv[1:]), retry_after=0, log_level="ERROR"))
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [3, 9, 13])
def test_a_night_that_was_killed_is_made_up_for_by_the_next(nights, after):
    """Killed, with its crawl, once the site was asked so often: the next run finds all posts, none twice."""
    with serving(site_of(MARCH)) as site:
        nights.write({"snv": [f"url: {site.url}{SECTION}"]})
        places = [str(one) for one in (nights.registry, nights.db, nights.out)]
        with subprocess.Popen([sys.executable, "-c", NIGHT, *places], start_new_session=True) as child:
            while len(site.hits) < after:
                assert child.poll() is None
                time.sleep(0.01)
            os.killpg(child.pid, signal.SIGKILL)
        night = nights.run()
    rows = [row["title"] for row in open_store(nights.db).query("SELECT title FROM post")]
    assert (night.exit_code, sorted(rows)) == (0, sorted(post.title for post in MARCH))
