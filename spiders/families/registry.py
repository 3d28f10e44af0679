"""The families, in the order in which a page is tried on them: sure marks first. And the readers chosen by type."""

from __future__ import annotations

from spiders.families.base import Family
from spiders.families.drupal import Drupal
from spiders.families.generic import Generic
from spiders.families.joomla import Joomla
from spiders.families.liferay import Liferay
from spiders.families.nukeviet import NukeViet
from spiders.families.vnpt import Vnpt
from spiders.families.wordpress import WordPress

FAMILIES: tuple[Family, ...] = (NukeViet(), Joomla(), Drupal(), WordPress(), Liferay(), Vnpt())
#: Section types that name their reader themselves (feed, sitemap, json); the others are found out from the page.
BY_TYPE: dict[str, Family] = {}
#: Reads what no family recognises.
GENERIC: Family = Generic()
