"""The families, in the order in which a page is tried on them: sure marks first. And the readers chosen by type."""

from __future__ import annotations

from spiders.families.base import Family
from spiders.families.dnn import Dnn
from spiders.families.drupal import Drupal
from spiders.families.feed import Feed
from spiders.families.generic import Generic
from spiders.families.joomla import Joomla
from spiders.families.jsonapi import JsonApi
from spiders.families.liferay import Liferay
from spiders.families.nukeviet import NukeViet
from spiders.families.sharepoint import SharePoint
from spiders.families.sitemap import Sitemap
from spiders.families.vccorp import VcCorp
from spiders.families.vhv import Vhv
from spiders.families.vnpt import Vnpt
from spiders.families.webforms import WebForms
from spiders.families.websphere import WebSphere
from spiders.families.wordpress import WordPress

#: Section types that name their reader themselves; the others are found out from the page.
BY_TYPE: dict[str, Family] = {"feed": Feed(), "sitemap": Sitemap(), "json": JsonApi()}
FAMILIES: tuple[Family, ...] = (
    *BY_TYPE.values(),
    NukeViet(),
    Joomla(),
    Drupal(),
    WordPress(),
    Liferay(),
    Vnpt(),
    Vhv(),
    VcCorp(),
    WebSphere(),
    Dnn(),
    SharePoint(),
    WebForms(),
)
#: Reads what no family recognises.
GENERIC: Family = Generic()
