"""NukeViet 4: news of the default theme and of eGovernment's theme, and legal documents at `/laws/`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import Selectors
from crawler.page import Page
from spiders.families.templated import Templated

_NEWS = frozenset({"", "news"})
_LANGUAGE = frozenset({"vi", "en"})
_VIEWS = frozenset({"print", "savefile", "detail"})


class NukeViet(Templated):
    name = "nukeviet"
    marks = (
        'meta[name="generator"][content^="NukeViet"]',
        "#run_cronjobs",
        "#timeoutsess",
        'script[src*="/assets/js/language/"]',
    )
    id_in_url = re.compile(r"-(\d+)(?:\.html|/)?(?:[?#].*)?$")

    # The three views of a category. The tags' pages are built like the first one.
    list_item = (
        ".flex-table-laws .table-rows:not(.table-head)",
        ".news_column .panel-body, .list-group > a.show, .thumbnail:has(.caption a[href])",
    )
    list_link = (".c-intro a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a.show[href]")
    list_title = (".c-intro",)
    list_title_drop = ("span.label", "span.icon_new", "em")
    list_date = (".text-muted li:has(em.fa-clock-o)", "p:has(em.fa-clock-o)", "span.date", "time")
    list_summary = (".text-justify",)
    list_drop = (".other-news", ".newsdetail", "#idcomment", ".block_tophits", "aside")
    list_region = (".news_column", ".border-bottom-news", "#body")
    list_name = (".temp-breadcrumbs li:last-child [itemprop=name]", ".breadcrumb li:last-child")

    # All links of the pager: some of eGovernment's pagers mark no current page, and their » leads to the first one.
    pager_next = ("ul.pagination a[href]",)

    # The whole page is the region: the source's and the author's lines stand beside the text's own box.
    article_title = ('h1[itemprop="headline"]', "#print #content h1", "h1.title", "h3.lawh3")
    article_date = ("span.h5", "#print #content ul.list-inline li:first-child")
    # `itemprop=datePublished` is left out: eGovernment fills it with the day of the last change.
    date_markup = False
    article_machine_date = ('meta[property="article:published_time"]',)
    article_lead = (".hometext", "#print #hometext")
    article_body = ("#news-bodyhtml", "#print #bodytext", ".bodytext", '[itemprop="articleBody"]')
    article_signature = ("p.h5.text-right", "#print #author p", ".news_column p.h5")
    article_category = ('.temp-breadcrumbs [itemprop="name"]',)
    article_files = (".news-download-file", ".laws-download-file", "#filesattach")
    article_drop = ("#newsVoicePlayer", ".newsvoice", ".alert", ".fb-like", ".socialicon")

    def article_id(self, url: str) -> str | None:
        """The number at the address's end; with the module's name, but for news: each module counts from 1."""
        number = super().article_id(url)
        if number is None:
            return None
        steps = [step for step in urlsplit(url).path.split("/")[1:] if step and step not in _VIEWS]
        steps = steps[1:] if steps and steps[0] in _LANGUAGE else steps
        module = steps[0] if len(steps) > 2 or steps[:1] == ["laws"] else ""
        return number if module in _NEWS else f"{module}-{number}"

    def body_nodes(self, page: Page, region: LexborNode | None, selectors: Selectors) -> list[LexborNode]:
        """A post's lead and text; of a legal document what stands between its heading and the related ones."""
        return super().body_nodes(page, region, selectors) or _document(page)


def _document(page: Page) -> list[LexborNode]:
    heading = page.tree.css_first("h3.lawh3")
    nodes: list[LexborNode] = []
    here = heading.next if heading is not None else None
    while here is not None and here.tag != "h3":
        nodes += [here] if here.is_element_node and here.id != "comment" else []
        here = here.next
    return nodes
