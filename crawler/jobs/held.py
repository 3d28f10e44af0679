"""What is decided of a post whose page cannot be had: all of it from the title that its listing shows."""

from __future__ import annotations

from datetime import date

from crawler.registry.model import PORTAL, Registry
from crawler.registry.sections import resolved_sections
from crawler.store.records import CreditRecord, VerdictRecord
from pipelines.agencynames import Names
from pipelines.attribute import by_title
from pipelines.classify import classify
from pipelines.lexicon import Lexicon
from pipelines.records import verdict_record

_REASON = "Chưa đọc được trang bài viết nên chưa biết nội dung. Chỉ theo tiêu đề: "


def held_verdict(post: str, title: str, lexicon: Lexicon) -> VerdictRecord:
    """A question, whatever the title says: its words and documents are told, each document with "?"."""
    told = classify(title, "", lexicon)
    asked = tuple(f"{name.removesuffix('?')}?" for name in told.documents)
    found = verdict_record(post, told)
    return VerdictRecord(
        post, "review", found.score, (), (), (), asked, found.matches, _REASON + _lowered(found.reason), found.lexicon
    )


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


class HeldCredits:
    """Whose a held post of the portal may be."""

    def __init__(self, registry: Registry) -> None:
        self._portal = {one.section for one in resolved_sections(registry) if one.owner == PORTAL}
        self._names = Names(registry.agencies, registry.province.name)

    def of(self, post: str, section: str, title: str, days: tuple[date, ...]) -> tuple[CreditRecord, ...]:
        """Those that its title names, as candidates; none for a post of an agency's own section."""
        found = by_title(title, days, self._names) if section in self._portal else ()
        return tuple(CreditRecord(post, one.agency, one.kind, one.form, one.words, one.confidence) for one in found)
