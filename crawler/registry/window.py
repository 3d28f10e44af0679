"""The hours in which a registry allows crawling: `22:00-05:00`, in the province's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Window:
    """From `begins` on until before `ends`; over midnight where it ends earlier than it begins."""

    begins: time
    ends: time
    zone: tzinfo

    def holds(self, moment: datetime) -> bool:
        """Whether the moment (aware) lies within the hours."""
        now = moment.astimezone(self.zone).time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends


def window(text: str, zone: tzinfo) -> Window | None:
    """The hours that the text names; None where it names none, or none at all (`05:00-05:00`)."""
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    begins, ends = time(from_hour, from_minute), time(to_hour, to_minute)
    return Window(begins, ends, zone) if begins != ends else None
