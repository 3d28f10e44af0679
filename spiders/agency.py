"""`scrapy crawl agency -a agency=so-noi-vu`: an agency's own sections."""

from __future__ import annotations

from typing import Any

from spiders.sections import SectionSpider


class AgencySpider(SectionSpider):
    """`agency`: one id or several divided by commas, `portal` among them; none: all, the portal too.

    Further arguments: `since`, `until` (ISO days), `full=1` (posts that were read before are read again).
    """

    name = "agency"
    incremental = True

    def __init__(self, agency: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.wanted = tuple(part.strip() for part in agency.split(",") if part.strip())

    def owners_wanted(self) -> tuple[str, ...]:
        return self.wanted
