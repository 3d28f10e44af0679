"""One post read at several addresses: the words about its date from all of them, each with where it was read.

Without this, a post that two sections list would be dated by whichever was read last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawler.dates import read
from crawler.items import Words
from pipelines.dateclues import FOR_PROGRAMS, is_clock

Candidate = Mapping[str, Any]  # as `Dating.candidates`, with `entries`: keys of the addresses where the words stand
Places = dict[tuple[str, str], set[str]]  # (words, place) -> entries


def places(own: Iterable[Words], stored: Iterable[Candidate], entry: str, zone: ZoneInfo) -> Places:
    """Where which words stand: `own` at `entry`, in place of what was stored for it; the others as they were.

    Stored words counted back from the moment of reading ("hôm qua") are left out: that moment is over.
    """
    found: Places = {}
    for one in stored:
        elsewhere = set(one.get("entries", ())) - {entry}
        if elsewhere and not _relative(one, zone):
            found[one["words"], one["place"]] = elsewhere
    for words in own:
        found.setdefault((words.text, words.place), set()).add(entry)
    return found


def words_of(found: Places, own: Sequence[Words]) -> list[Words]:
    """All the words to choose among, `own` as they were found."""
    mine = {(words.text, words.place) for words in own}
    return [*own, *(Words(text, place) for text, place in found if (text, place) not in mine)]


def marked(candidates: Iterable[Candidate], found: Places) -> tuple[dict[str, Any], ...]:
    """The candidates of a decision, each with the entries where its words stand."""
    return tuple({**one, "entries": sorted(found.get((one["words"], one["place"]), ()))} for one in candidates)


def told_anew(own: Iterable[Words], stored: Iterable[Candidate], entry: str, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a page that was read again says something of its date that it had not said before.

    Words that are counted back from the moment of reading, and running clocks, change without saying anything.
    """
    known = {(one["words"], one["place"]) for one in stored if entry in one.get("entries", ())}
    return any((one.text, one.place) not in known and not _passing(one, zone, now) for one in own)


def _passing(words: Words, zone: ZoneInfo, now: datetime) -> bool:
    reading = read(words.text, zone, machine=words.place in FOR_PROGRAMS, now=now)
    return reading is not None and (reading.relative or is_clock(words, reading, zone, now))


def _relative(one: Candidate, zone: ZoneInfo) -> bool:
    return one.get("day") is not None and read(one["words"], zone, machine=True) is None
