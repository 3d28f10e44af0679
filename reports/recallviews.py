"""What feeds showed beside listings, in words: how much of a section its listing can be trusted to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.found import SecondWay
from crawler.ledger import SectionFacts
from reports.postviews import safe_href, shown


@dataclass(frozen=True)
class RecallView:
    """`whose`: the agency, "" on its own page; `figures` are "–" where the two were not compared, `fault` says why."""

    whose: str
    section: str
    href: str | None
    feed: str
    figures: tuple[str, ...]  # posts that the listing showed, the feed, both; those added from the feed
    recall: str
    fault: str


def recall_views(
    sections: Iterable[SectionFacts], ways: Mapping[str, SecondWay], names: Mapping[str, str] | None = None
) -> tuple[RecallView, ...]:
    """One for each section of which a feed was read too, in the sections' order."""
    return tuple(
        _view(one, ways[one.section], (names or {}).get(one.owner, "")) for one in sections if one.section in ways
    )


def recall_json(section: str, way: SecondWay) -> dict[str, Any]:
    """What was compared, as plain data; `recall` from 0 to 1, null where unknown."""
    figures = {"listed": way.listed, "shown": way.shown, "both": way.both, "added": way.added}
    return {"section": section, "url": way.url, **figures, "recall": way.recall, "fault": way.fault}


def _view(section: SectionFacts, way: SecondWay, whose: str) -> RecallView:
    figures = tuple("–" if way.fault else str(one) for one in (way.listed, way.shown, way.both, way.added))
    return RecallView(
        whose, shown(section.url), safe_href(section.url), shown(way.url), figures, _percent(way), shown(way.fault)
    )


def _percent(way: SecondWay) -> str:
    """Cut, not rounded: 100 % is reached by all alone."""
    if way.recall is None:
        return "không rõ"
    return f"{int(1000 * way.both / way.shown) / 10:.1f} %".replace(".", ",").replace(",0 %", " %")
