"""`scrapy crawl portal`: the provincial portal's sections."""

from __future__ import annotations

from crawler.registry.model import PORTAL
from spiders.sections import SectionSpider


class PortalSpider(SectionSpider):
    name = "portal"
    incremental = True
    owners = (PORTAL,)
