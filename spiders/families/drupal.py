"""Drupal 7 to 10: pages of terms, teasers, Views tables and lists, nodes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from spiders.families.paging import address
from spiders.families.select import attribute, first
from spiders.families.templated import Templated

_NODE_CLASS = re.compile(r"\bpage-node-(\d+)\b")
_NODE = (".node--view-mode-full", ".node-full", "article.node", ".node")


class Drupal(Templated):
    name = "drupal"
    marks = (
        'meta[name="Generator"][content^="Drupal"]',
        'meta[name="generator"][content^="Drupal"]',
        "script[data-drupal-selector]",
        "[data-history-node-id]",
        'script[src*="/misc/drupal.js"]',
        'link[href*="/sites/default/files/css/"]',
    )
    ids_in_addresses = False
    id_in_url = re.compile(r"/(?:node|print)/(\d+)(?:/print)?(?:[/?#]|$)")

    list_item = (
        "table.views-table tbody tr, .view-content table tbody tr",
        ".node-teaser, .node--view-mode-teaser, .view-content .views-row",
    )
    list_link = (
        "h2 a[href]",
        "h3 a[href]",
        ".node__title a[href]",
        ".views-field-title a[href]",
        'a[rel="bookmark"][href]',
        "h4 a[href]",
    )
    list_date = (
        ".views-field-field-ngay-dang",
        ".views-field-published-at",
        ".views-field-created",
        ".node .submitted",
        ".submitted",
        ".node__meta",
        "time[datetime]",
    )
    list_summary = (".field-name-body", ".field--name-body", ".views-field-body")
    list_author = (".submitted .username", ".node__author")
    list_drop = (".sidebar", "aside", "#block-views-related", ".block-views", ".block-views-blockrelated")
    list_region = ("#block-system-main", ".block-system-main-block", "#content", "main")
    list_name = ("h1#page-title", "h1.page-title", "h1")

    pager_current = ("li.pager-current", ".pager__item--active", ".pager__item.is-active", ".pager .active")
    pager_next = (
        "li.pager-next a[href]",
        ".pager__item--next a[href]",
        ".pager-next a[href]",
        ".pager a[rel=next][href]",
    )

    article_region = _NODE
    article_title = ("h1#page-title", "h1.page-title", "h1.title", ".node > h2", ".node__title", "h1")
    article_date = (".submitted", ".node__meta", ".node-submitted")
    created_is_published = True
    # Comments carry the same properties: only those of the node's own head.
    article_machine_date = (
        '.submitted [property~="dc:created"][content]',
        '.node__meta [property~="schema:dateCreated"][content]',
        ".node__meta time[datetime]",
        'meta[property="article:published_time"]',
    )
    article_body = (".field-name-body", ".field--name-body", ".node__content", ".node > .content", ".content")
    article_author = (".submitted .username", '.node__meta [rel="schema:author"]', ".node__author")
    article_category = (".field-name-field-tags a", ".field--name-field-tags a")
    article_files = (".field-type-file", ".field--type-file", ".field--name-field-tep", ".field--name-field-file")
    article_aside = ("#comments", ".comment", ".comment-wrapper", ".node-teaser", ".node--view-mode-teaser")
    article_drop = (
        ".field-name-field-tags",
        ".field--name-field-tags",
        ".field-type-taxonomy-term-reference",
        ".links",
        ".link-wrapper",
        "#comments",
        ".comment-wrapper",
        ".rdf-meta",
        ".hidden",
        ".visually-hidden",
        ".element-invisible",
    )

    def id_on_page(self, page: Page) -> str | None:
        """The node's number: an alias and `/node/66` are one post."""
        short = address(page, attribute(page.tree.css_first('link[rel="shortlink"]'), "href"))
        node = first(page.tree, _NODE)
        return (
            self.article_id(short)
            or attribute(node, "data-history-node-id")
            or _digits(attribute(node, "id"), "node-")
            or _of_body(page.tree.body)
            or self.article_id(page.url)
        )


def _digits(text: str, prefix: str) -> str | None:
    number = text.removeprefix(prefix)
    return number if text.startswith(prefix) and number.isdigit() else None


def _of_body(body: LexborNode | None) -> str | None:
    found = _NODE_CLASS.search(attribute(body, "class"))
    return found.group(1) if found else None
