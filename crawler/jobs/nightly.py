"""`cchc nightly`: the whole work of a night, each step on its own feet."""

from __future__ import annotations

import contextlib
import logging
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import BadInput, CchcError, SectionHeld
from crawler.health import Finding
from crawler.jobs import nightly_account as account
from crawler.jobs import nightly_health, nightly_tell
from crawler.jobs.alerts import AlertSettings, Mail, Webhook, ways
from crawler.jobs.backup import damage, make_backup
from crawler.jobs.crawl import CrawlOutcome, Progress, crawl
from crawler.jobs.known import load_registry
from crawler.jobs.nightly_disk import Free, disk_findings, evidence_findings, free_bytes, sweep
from crawler.jobs.nightly_pages import write_status, write_summary
from crawler.jobs.reclassify import preview, store_verdicts
from crawler.jobs.report import report
from crawler.registry.model import Registry
from crawler.store import open_store
from crawler.store.posts import lexicons
from crawler.store.problems import begin_night, end_night, release_night, take_night
from pipelines import lexicon
from reports.health.night import Night, Step, data
from reports.health.words import STEP, WHOLE


@dataclass(frozen=True)
class NightPlan:
    """What a run is asked to do. `retry_after`: minutes after which transient faults are tried again; 0: never."""

    registry: Path
    db: Path
    out: Path
    alerts: AlertSettings = field(default_factory=AlertSettings)
    retry_after: float = 120
    compress: bool = True
    log_level: str = "WARNING"


@dataclass(frozen=True)
class Surroundings:
    """What a run takes from the machine: the clock, sleep, the disk's room; tests give their own."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    free: Free = free_bytes


def nightly(
    plan: NightPlan, around: Surroundings = Surroundings(), progress: Callable[[Progress], None] | None = None
) -> Night:
    """Crawls, reclassifies where the lexicon changed, reports, backs up, judges health, tells of problems.

    A step that fails is in what comes back, and keeps no later one from running. Raises SectionHeld where another run
    holds the store, BadInput where the alerts are not set up as they have to be.
    """
    tell = ways(plan.alerts)
    began = around.clock()
    id_ = f"{began.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    ruin = damage(plan.db)
    if ruin is not None:
        return _ruined(plan, around, tell, id_, began, ruin)
    try:
        with contextlib.closing(open_store(plan.db)) as store:
            take_night(store, id_, began)
            try:
                return _Run(plan, around, tell, store, id_, began, progress).run()
            finally:
                release_night(store, id_)
    except SectionHeld:
        raise
    except (CchcError, sqlite3.Error) as error:  # no step's fault: the store itself can't be opened or written
        logging.getLogger(__name__).exception("the store failed")
        return _ruined(plan, around, tell, id_, began, f"Cơ sở dữ liệu {plan.db}: {error}")


def _ruined(
    plan: NightPlan, around: Surroundings, tell: list[Mail | Webhook], id_: str, began: datetime, ruin: str
) -> Night:
    """Nothing is done with a damaged store; whoever is to be told is told, every night."""
    fault = nightly_tell.tell_of_ruin(tell, ruin, began, around.sleep)
    steps = [Step("database", "failed", 0, ruin)]
    if fault:
        steps.append(Step("alerts", "failed", 0, fault))
    night = Night(id_, str(plan.registry), began, around.clock(), 1, tuple(steps))
    write_summary(plan.out, night)
    return night


class _Run:
    """One run that holds the store: what its steps brought, for those after them."""

    def __init__(
        self,
        plan: NightPlan,
        around: Surroundings,
        tell: list[Mail | Webhook],
        store: Database,
        id_: str,
        began: datetime,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._plan, self._around, self._tell, self._store = plan, around, tell, store
        self._id, self._began, self._progress = id_, began, progress
        self._registry: Registry | None = None
        self._steps: list[Step] = []
        self._codes: dict[str, int] = {}  # step -> exit code of its failure
        self._findings: list[Finding] = []
        self._judged: dict[str, frozenset[str]] = {}
        self._crawls: list[str] = []
        self._outcome: CrawlOutcome | None = None
        self._report: str | None = None
        self._backup: str | None = None
        self._told = nightly_tell.Told()

    def run(self) -> Night:
        self._step("disk", self._disk)
        room = "disk" not in self._codes
        self._step("registry", self._load)
        ready = room and self._registry is not None
        self._step("crawl", self._crawl, when=ready)
        self._step("retry", self._retry, when=ready and self._plan.retry_after > 0 and bool(self._to_retry()))
        self._step("reclassify", self._reclassify, when=ready)
        self._step("report", self._write_report, when=ready)
        self._step("backup", self._back_up, when=room)
        self._step("health", self._judge, when=self._registry is not None)
        self._step("alerts", self._alert)
        self._end()  # the page tells of this run too
        self._step("status", self._write_status, when=self._registry is not None)
        night = self._end()
        write_summary(self._plan.out, night)
        return night

    # -- steps: each returns what came of it

    def _disk(self) -> str:
        sweep(self._plan.out, self._plan.db, self._began)
        self._judged[WHOLE] = frozenset({"disk", "evidence"})
        self._findings += evidence_findings(self._plan.db)
        found = disk_findings(self._plan.db, self._plan.out, self._around.free)
        self._findings += found
        return found[0].details if found else ""

    def _load(self) -> str:
        self._registry = load_registry(self._plan.registry, network=True)
        begin_night(self._store, self._id, self._began, **nightly_health.registered(self._registry))
        self._findings += nightly_health.shorter(self._store, self._registry, self._id)
        self._judge_whole("registry_shorter")
        return ""

    def _crawl(self) -> str:
        self._outcome = self._crawled(())
        return account.crawl_words(self._outcome)

    def _crawled(self, agencies: Iterable[str]) -> CrawlOutcome:
        plan = self._plan
        made = crawl(plan.registry, plan.db, agencies=list(agencies), progress=self._progress, log_level=plan.log_level)
        self._crawls.append(made.crawl)
        return made

    def _retry(self) -> str:
        """Waits, then crawls those again whose fault may be over; what the first crawl lacked is then the second's."""
        owners = self._to_retry()
        self._around.sleep(self._plan.retry_after * 60)
        again = self._crawled(owners if self._outcome else ())
        self._codes.pop("crawl", None)
        self._outcome = account.joined(self._outcome, again, owners) if self._outcome else again
        return f"{', '.join(owners) or 'tất cả'}: {account.crawl_words(again)}"

    def _to_retry(self) -> list[str]:
        """Owners of sections not read whole for a reason that may be over later; of a crawl that broke down: all."""
        if self._outcome is None:
            return ["tất cả"] if self._codes.get("crawl") in (1, 4) else []
        return account.to_retry(self._store, self._outcome)

    def _reclassify(self) -> str:
        """Only where the lexicon is another than that of the stored verdicts."""
        version = lexicon.of_plan(self._loaded.plan).version
        if all(stored == version for stored in lexicons(self._store)):
            return ""
        shown = preview(self._plan.registry, self._plan.db)
        store_verdicts(self._plan.registry, self._plan.db, shown)
        return f"bộ từ vựng {version}: {len(shown.verdicts)} kết quả, {len(shown.cells)} ô số đếm thay đổi"

    def _write_report(self) -> str:
        made = report(self._plan.registry, self._plan.db, self._plan.out, dated=True)
        self._report = str(made.index)
        if made.mismatches:
            raise CchcError(f"{made.mismatches} con số không khớp với tin, bài của nó: {made.index}")
        return str(made.index)

    def _back_up(self) -> str:
        made = make_backup(self._plan.db, at=self._around.clock(), compress=self._plan.compress)
        self._backup = str(made.backup.path)
        return f"{made.backup.path} ({made.backup.size // 1000} kB)"

    def _judge(self) -> str:
        found = nightly_health.health(
            self._store, self._loaded, self._crawls, since=self._began, now=self._around.clock()
        )
        self._findings += found.findings
        self._judge_whole(*found.judged.get(WHOLE, ()))
        self._judged |= {section: kinds for section, kinds in found.judged.items() if section != WHOLE}
        if self._outcome is not None:
            self._judge_whole("ours")
            if self._outcome.errors:
                self._findings.append(Finding(WHOLE, "ours", f"{self._outcome.errors} lỗi khi xử lý tin, bài"))
        return f"{len(found.judged) - 1} chuyên mục" if found.judged else ""

    def _alert(self) -> str:
        """Settles the problems, those of failed steps among them, and tells of what is new."""
        self._judge_whole(*(STEP + step.name for step in self._steps if step.state == "done"))
        self._findings += [
            Finding(WHOLE, STEP + step.name, step.detail) for step in self._steps if step.name in self._codes
        ]
        now = self._around.clock()
        self._told = nightly_tell.settle_all(self._store, self._findings, self._judged, self._registry, now)
        faults = nightly_tell.tell(
            self._store, self._tell, self._registry, now, self._around.sleep, nightly_tell.night_line(self._night())
        )
        if faults:
            raise CchcError(f"{'; '.join(faults)}. Lần chạy sau sẽ báo lại.")
        return ", ".join(way.name for way in self._tell) or "chưa cấu hình nơi nhận"

    def _write_status(self) -> str:
        release_night(self._store, self._id)  # it is over but for this page, which says who holds the store
        return str(write_status(self._store, self._loaded, self._plan.db, self._plan.out, self._around.clock()))

    # -- around the steps

    @property
    def _loaded(self) -> Registry:
        if self._registry is None:
            raise RuntimeError("no registry was read")
        return self._registry

    def _judge_whole(self, *kinds: str) -> None:
        self._judged[WHOLE] = self._judged.get(WHOLE, frozenset()) | set(kinds)

    def _step(self, name: str, do: Callable[[], str], *, when: bool = True) -> None:
        if not when:
            if name != "retry":
                self._steps.append(Step(name, "skipped", 0))
            return
        began = time.monotonic()
        try:
            detail, state = do(), "done"
        except (CchcError, OSError) as error:
            detail, state = str(error), "failed"
            self._codes[name] = error.exit_code if isinstance(error, BadInput | SectionHeld) else 1
        except Exception as error:
            logging.getLogger(__name__).exception("step %s", name)
            detail, state = f"lỗi của chương trình ({type(error).__name__}); xem nhật ký", "failed"
            self._codes[name] = 1
        took = time.monotonic() - began
        self._steps.append(Step(name, "failed" if state == "failed" else "done", took, detail))

    def _end(self) -> Night:
        night = self._night()
        if self._registry is not None:
            end_night(self._store, self._id, night.ended_at, night.exit_code, data(night))
        return night

    def _night(self) -> Night:
        return Night(
            id=self._id,
            province=self._registry.province.name if self._registry else str(self._plan.registry),
            started_at=self._began,
            ended_at=self._around.clock(),
            exit_code=account.exit_code(self._codes, self._outcome),
            steps=tuple(account.settled(self._steps, self._codes)),
            crawls=tuple(self._crawls),
            sections=self._outcome.sections if self._outcome else 0,
            sites=tuple(account.sites(self._store, self._crawls, self._began)),
            unread=tuple(account.unread(self._registry, self._outcome) if self._registry and self._outcome else ()),
            notices=tuple(one.details for one in self._findings if one.kind in ("disk", "evidence")),
            report=self._report,
            backup=self._backup,
            opened=self._told.opened,
            closed=self._told.closed,
            open=self._told.open,
        )
