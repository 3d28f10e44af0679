"""A reply of the log, as lines for a reader and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.jobs.review import Replied


def lines(one: Replied) -> list[str]:
    """`02/05/2024 14:03  An: phản hồi số 3 của so-noi-vu, own-site, 2024-03`, when it was written, its words."""
    said = one.reply
    what = f"phản hồi số {said.number}" if said.withdraws is None else f"rút phản hồi số {said.withdraws}"
    document = f"văn bản {said.document}, " if said.document else ""
    gone = "  (đã được rút)" if said.withdrawn_by else ""
    return [
        f"{one.at:%d/%m/%Y %H:%M}  {said.who}: {what} của {said.agency}, {said.quota}, {said.period}{gone}",
        f"    {document}ngày {said.day:%d/%m/%Y}",
        *(f"    {line}" for line in said.text.split("\n")),
    ]


def as_json(one: Replied) -> dict[str, object]:
    """The reply's columns under the action `reply` or `withdraw`, and whether it stands."""
    said = one.reply
    names = ("number", "agency", "quota", "period", "text", "who", "document", "withdraws", "withdrawn_by", "at")
    action = "reply" if said.withdraws is None else "withdraw"
    told = {name: getattr(said, name) for name in names}
    return {"action": action, **told, "date": said.day.isoformat(), "stands": said.withdrawn_by is None}
