"""Scrapy's settings: the table of contents of a crawl. What a registry says of politeness is laid over them."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.registry.load import load
from crawler.registry.model import Crawl, Registry

BOT_NAME = "cchc-audit"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

CCHC_REGISTRY = os.environ.get("CCHC_REGISTRY", "site_registry.yaml")
CCHC_DB = os.environ.get("CCHC_DB", "data/cchc.db")
CCHC_EVIDENCE = os.environ.get("CCHC_EVIDENCE", "1") not in ("0", "false", "False")  # pages into WARC files
CCHC_EVENTS = False  # True: progress as JSON lines on stdout

ITEM_PIPELINES = {
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.dates.DatesPipeline": 200,
    "pipelines.duplicates.DuplicatesPipeline": 300,
    "pipelines.classify.ClassifyPipeline": 400,
    "pipelines.attribute.AttributePipeline": 500,
    "pipelines.papers.PapersPipeline": 550,
    "pipelines.save.SavePipeline": 600,
}
DOWNLOADER_MIDDLEWARES = {
    "spiders.sites.OwnSiteMiddleware": 10,
    "spiders.addresses.AddressMiddleware": 20,
    "spiders.robots.RobotsMiddleware": 100,
    "spiders.proxy.RegistryProxy": 740,  # before Scrapy's own
    "spiders.conditional.ConditionalMiddleware": 570,  # before gates, which see the page that a 304 stands for
    "spiders.gates.GateMiddleware": 560,  # behind decompression, so that it sees the page
    "spiders.limits.PageLimits": 585,  # before anything parses it
    "spiders.limits.Decompression": 590,
    "spiders.cookies.SiteCookies": 700,
    "spiders.manners.MannersMiddleware": 940,  # nothing comes between its word and the site's slot
    "spiders.recorder.Recorder": 950,  # innermost: answers as they came
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # knows the crawl's hosts, not a section's
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # takes a failed robots.txt for consent
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # a listing's hundredth page is no deeper than its first
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # drops without a word; spiders/sites.py says so
}
EXTENSIONS = {
    "crawler.runlog.RunLog": 0,
    "spiders.files.PlanFiles": 10,
    "spiders.throttle.Throttle": 20,
    "scrapy.extensions.throttle.AutoThrottle": None,  # forgets a Crawl-delay
}

# Limits: docs/limits.md tells of each, and a test holds the two together.
CCHC_MOST_REFUSALS = 5  # 403, 429, 503 in a row, before a site is left alone for the crawl
CCHC_MOST_FAILURES = 10  # requests in a row that a site does not answer
CCHC_MOST_WAIT = 300.0  # seconds, of one Retry-After; a site that asks for more is left alone
CCHC_MOST_SITE_SECONDS = 6 * 3600.0  # of one site in one crawl
CCHC_MOST_TAGS = 100_000  # of one page
CCHC_MOST_DEPTH = 512  # of tags in one another; browsers cut there too
MEMUSAGE_LIMIT_MB = 1024  # the crawl is closed, and every section that was open is incomplete

CONCURRENT_ITEMS = 1  # the default runs every callback's output through a pool, at nearly half the speed
CONCURRENT_REQUESTS = 32
DOWNLOADER = "spiders.slots.SiteDownloader"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # what is asked for twice is decided by the spider
DOWNLOAD_DELAY_JITTER = 0  # the delay is the polite one already; a random one only makes the night longer
REFERRER_POLICY = "same-origin"
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "spiders.tls.TlsByHostHandler",
    "https": "spiders.tls.TlsByHostHandler",
}
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # bytes, packed and unpacked
DOWNLOAD_WARNSIZE = 0
TWISTED_DNS_RESOLVER = "spiders.addresses.CheckedResolver"
DNS_TIMEOUT = 20
REDIRECT_MAX_TIMES = 10
METAREFRESH_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
TELNETCONSOLE_ENABLED = False
AUTOTHROTTLE_START_DELAY = 0  # the registry's delay is the least
AUTOTHROTTLE_MAX_DELAY = 30.0
ROBOTSTXT_OBEY = False  # obeyed by our own middleware
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the section or post that was lost by it says so itself
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def of_registry(crawl: Crawl) -> dict[str, Any]:
    """The settings that a registry's `crawl` says."""
    return {
        "AUTOTHROTTLE_ENABLED": crawl.delay > 0,  # no delay: a demo, a test
        "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency_per_site,
        "DOWNLOAD_DELAY": crawl.delay,
        "DOWNLOAD_TIMEOUT": crawl.timeout,
        "RETRY_TIMES": crawl.retries,
        "USER_AGENT": crawl.user_agent,
    }


def registry_of(settings: Any) -> Registry:
    """The registry that the settings name (read once for each state of the file)."""
    path = Path(settings["CCHC_REGISTRY"])
    return _loaded(path, path.stat().st_mtime_ns if path.exists() else 0)


def crawl_of(settings: Any) -> Crawl:
    """What holds of politeness and safety: `CCHC_CRAWL` (JSON) where a probe has no registry, else the registry's."""
    own = settings.get("CCHC_CRAWL")
    return Crawl.model_validate_json(own) if own else registry_of(settings).crawl


@lru_cache(maxsize=4)
def _loaded(path: Path, changed: int) -> Registry:
    return load(path, network=True)


def db_of(settings: Any) -> Path:
    """Where the store lies."""
    return Path(settings["CCHC_DB"])
