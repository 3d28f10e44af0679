"""What a post's row says beside the post itself: decisions on it, a text that changed since, where its text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crawler.posts import PostRow
from reports.audit import Audit
from reports.decisionviews import RECHECK, DecisionView, decision_views, machine_words, names_of
from reports.evidence import key_of
from reports.latewords import late_words
from reports.snapshots import places


@dataclass(frozen=True)
class Extra:
    """`text`: where the stored text stands, seen from the report's folder. `recheck`, `late`: "" where it is not so."""

    decisions: tuple[DecisionView, ...] = ()
    machine: tuple[str, ...] = ()
    recheck: str = ""
    late: tuple[str, ...] = ()
    text: str | None = None


NO_EXTRA = Extra()


class Extras:
    """Gives each row's; worked out for one audit."""

    def __init__(self, audit: Audit) -> None:
        self._zone = ZoneInfo(audit.head.timezone)
        self._evidence = audit.evidence
        self._places: Mapping[str, str] = places(audit)
        self._names = names_of(audit)

    def of(self, row: PostRow) -> Extra:
        text, late = self._places.get(row.id), self._evidence.late.get(row.id)
        if not (row.decisions or late or text):
            return NO_EXTRA
        return Extra(
            decisions=decision_views(row, self._names, self._zone),
            machine=machine_words(row, self._evidence.machine.get(key_of(row)), self._zone),
            recheck=RECHECK if row.recheck else "",
            late=late_words(late, self._zone) if late else (),
            text=text,
        )
