"""What is wrong with one section, judged from its last reading and its past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from crawler.health import Finding, Look, SectionRecord
from reports.daywords import day_words
from reports.health.causes import kind_of
from reports.health.habits import expected, newest, patience, window
from reports.health.words import READ, UNREAD

SOUND = ("read", "empty")
LEAST_POSTS = 4  # a share of fewer is no share
OFTEN = 0.5  # a share from which on something is missing often
FAILING = 0.2  # share of posts' pages not read
SUNK = 0.2  # of the recall


@dataclass(frozen=True)
class Judgement:
    """`judged`: the kinds that could be judged; what was open of the others stays as it is."""

    findings: tuple[Finding, ...]
    judged: frozenset[str]


def judge(record: SectionRecord, today: date, *, until: date) -> Judgement:
    """Of a section that was tried; nothing of an address that was never seen to answer, as the registry says.

    How much it posts is judged up to `until` alone, the plan's last day.
    """
    answered = any(look.outcome in SOUND for look in record.looks)
    if not record.looks or not (record.facts.verified or answered):
        return Judgement((), frozenset())
    broken = _broken(record)
    if broken is not None:
        return Judgement((broken,), frozenset(UNREAD))
    findings = [*_pages(record), *_list(record)]
    if today <= until and record.facts.verified:
        findings += _volume(record, today)
    return Judgement(tuple(findings), frozenset(UNREAD) | frozenset(READ))


def _broken(record: SectionRecord) -> Finding | None:
    """Why its last reading broke off."""
    last = record.looks[-1]
    if last.outcome in SOUND:
        return None
    kind = kind_of(last.outcome, last.detail, last.status)
    return Finding(record.facts.section, kind, last.detail.partition(" ")[2] or last.detail or last.outcome)


def _pages(record: SectionRecord) -> Iterator[Finding]:
    """What its posts' pages lack."""
    tries, section = record.tries, record.facts.section
    failed = len(tries.failed)
    if failed >= LEAST_POSTS and failed >= FAILING * (failed + tries.read):
        (detail, _), *_ = Counter(tries.failed).most_common(1)
        cause = UNREAD[kind_of("failed", detail, None)].what
        yield Finding(
            section, "posts_failing", f"{failed}/{failed + tries.read} trang không đọc được, phần lớn: {cause}"
        )
    if tries.read >= LEAST_POSTS and tries.untitled >= OFTEN * tries.read:
        yield Finding(section, "untitled", f"{tries.untitled}/{tries.read} trang tin, bài không có tiêu đề")


def _list(record: SectionRecord) -> Iterator[Finding]:
    """What its list lacks beside what it used to have."""
    section, last = record.facts.section, record.looks[-1]
    before = [look for look in record.looks[:-1] if look.outcome in SOUND]
    dates = _dates_missing(record, before)
    if dates:
        yield Finding(section, "undated", dates)
    items = [look.items for look in before if look.items]
    if len(items) >= 3 and median(items) >= LEAST_POSTS and last.items < median(items) / 2:
        yield Finding(
            section, "few_items", f"trang đầu có {last.items} tin, bài; các lần trước thường có {median(items):.0f}"
        )
    sunk = _recall(record)
    if sunk:
        yield Finding(section, "recall", sunk)


def _dates_missing(record: SectionRecord, before: list[Look]) -> str:
    """Its list without days where it had them, or the pages read without any."""
    last, tries = record.looks[-1], record.tries
    had = [look.undated / look.shown for look in before if look.shown]
    if tries.read >= LEAST_POSTS and tries.undated >= OFTEN * tries.read:
        return f"{tries.undated}/{tries.read} trang tin, bài đã đọc không có ngày đáng tin"
    if last.shown >= LEAST_POSTS and last.undated >= OFTEN * last.shown and had and median(had) < OFTEN / 2:
        return f"{last.undated}/{last.shown} mục trong danh sách không có ngày; các lần trước thì có"
    return ""


def _recall(record: SectionRecord) -> str:
    """A list that shows less of its feed than it used to."""
    *earlier, (shown, both) = record.recalls or [(0, 0)]
    shares = [one / all_ for all_, one in earlier if all_]
    if shown < LEAST_POSTS + 1 or not shares or both / shown >= median(shares) - SUNK:
        return ""
    return f"danh sách có {both}/{shown} tin, bài của nguồn tin; trước đây {median(shares):.0%}".replace("%", " %")


def _volume(record: SectionRecord, today: date) -> Iterator[Finding]:
    """Silence, or a number of posts that its past did not lead to expect."""
    section, last, limit = record.facts.section, newest(record.days, today), patience(record.days, today)
    if last is not None and limit is not None and (today - last).days > limit:
        yield Finding(section, "silent", f"bài mới nhất ngày {day_words(last)}; thường không im lặng quá {limit} ngày")
        return
    usual, count = expected(record.days, today), window(record.days, today)
    if usual is None:
        return
    words = f"{count} tin, bài trong 30 ngày qua; thường {usual.usual:.0f} (từ {usual.least} đến {usual.most})"
    if count < usual.least:
        yield Finding(section, "drop", words)
    if count > usual.most:
        yield Finding(section, "jump", words)
