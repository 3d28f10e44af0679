"""Whether a post is the document that a quota asks for, and in time: its own day decides, else that of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.registry.model import Agency, Quota
from crawler.registry.sections import RANGE_STARTS
from crawler.store.records import Paper, PostFacts
from pipelines import standing_words as words
from pipelines.document_marks import Marks, marks
from pipelines.inspected import INSPECTOR
from pipelines.signing import signing_days
from pipelines.stakes import UNDATED, Stake, days_of, in_force

CHANNEL = "document"


def document_stakes(
    facts: PostFacts, agency: Agency, quotas: Sequence[Quota], year: int, doubts: tuple[str, ...]
) -> Iterator[Stake]:
    """One stake for each document quota whose document the post is, or may be; `quotas` bind the agency."""
    named = facts.verdict.documents if facts.verdict else ()
    for quota in quotas if named else ():
        sure = quota.document in named
        if quota.channel == CHANNEL and (sure or f"{quota.document}?" in named):
            unsure = () if sure and not facts.post.held else (words.DOCUMENT,)
            dates = _Dates(facts, year, quota.document or "")
            others = (words.OTHERS,) if dates.marks.of_others(agency.name, agency.kind) else ()
            yield _stake(dates, agency, quota, year, (*doubts, *unsure, *others))


@dataclass(frozen=True)
class _Dates:
    facts: PostFacts
    year: int
    document: str

    @property
    def looked_from(self) -> date:
        return date(self.year - 1, *RANGE_STARTS)

    @property
    def decided(self) -> bool:
        """Whether an inspector has fixed the document's day; then nothing else is asked for it."""
        return self.facts.post.date_source == INSPECTOR

    @cached_property
    def marks(self) -> Marks:
        own = marks(self.facts.post.title, self.facts.post.body)
        texts = (marks("", one.text) for one in self._papers if one.reader != "ocr")
        return own if own.sign else next((one for one in texts if one.sign), own)

    @property
    def published(self) -> tuple[date, ...]:
        return days_of(self.facts)

    @property
    def signed(self) -> tuple[date, ...]:
        """The days that page and files bear. A scanned file's is not among them: a digit may be misread."""
        if self.decided:
            return ()
        own = set(signing_days(self.facts.post.title, self.facts.post.body))
        return tuple(sorted(own.union(*(signing_days("", one.text) for one in self._papers if one.reader != "ocr"))))

    @property
    def scanned(self) -> tuple[date, ...]:
        """The days that scanned files seem to bear."""
        texts = (one.text for one in self._papers if one.reader == "ocr")
        return tuple(sorted({day for text in texts for day in signing_days("", text)}))

    @property
    def _papers(self) -> tuple[Paper, ...]:
        """Files that by their own subject are the document, not an annex or another's."""
        return tuple(one for one in self.facts.papers if self.document in one.documents)

    def told_in_time(self, on: date) -> str:
        return words.in_time(on, signed=bool(self.signed), sign=self.marks.sign, posted=self._posted)

    def told_late(self, on: date, deadline: date) -> str:
        return words.late(on, deadline, signed=bool(self.signed), sign=self.marks.sign, posted=self._posted)

    @property
    def _posted(self) -> date | None:
        """The day of publication, where there is but one."""
        return self.published[0] if len(self.published) == 1 else None

    @property
    def in_files(self) -> bool:
        """Whether the document itself may stand in a file, which is not read."""
        return not self.decided and bool(self.facts.post.attachments or self.facts.post.media)


def _stake(dates: _Dates, agency: Agency, quota: Quota, year: int, doubts: tuple[str, ...]) -> Stake:
    published, signed = dates.published, dates.signed
    own = signed or published
    if not own:
        return Stake(quota.id, (UNDATED,), doubts, note=words.NO_DAY)
    if all(day < dates.looked_from for day in published or own):
        return Stake(quota.id, (), note=words.out_of_year(published or own, year))
    if not any(in_force(day, agency, quota) for day in published or own):
        return Stake(quota.id, (), note=words.out_of_force(own[0]))
    deadline = quota.deadline or date(year, 12, 31)
    doubts = (*doubts, *_day_doubts(dates, deadline))
    if not doubts and all(day > deadline for day in own):
        return Stake(quota.id, (f"{year}",), late=True, note=dates.told_late(own[0], deadline))
    if all(day > deadline for day in own) and not _day_doubts(dates, deadline):
        return Stake(quota.id, (), note=dates.told_late(own[0], deadline))
    return Stake(quota.id, (f"{year}",), doubts, note=dates.told_in_time(own[0]))


def _day_doubts(dates: _Dates, deadline: date) -> tuple[str, ...]:
    """Why it is not sure on which side of the deadline the document's day lies."""
    published, signed = dates.published, dates.signed
    own = signed or published
    if len({day <= deadline for day in own}) > 1 or any(day < dates.looked_from for day in own):
        return (words.SIGNED,)
    if signed and published and signed[0] > published[-1]:
        return (words.SIGNED_AFTER,)
    if signed or own[0] <= deadline or not dates.in_files:
        return ()
    return (words.scanned(dates.scanned),) if dates.scanned else (words.IN_FILE,)
