"""The families, in the order in which a page is tried on them: sure marks first, the generic reader last."""

from __future__ import annotations

from spiders.families.base import Family
from spiders.families.drupal import Drupal
from spiders.families.joomla import Joomla
from spiders.families.nukeviet import NukeViet

FAMILIES: tuple[Family, ...] = (NukeViet(), Joomla(), Drupal())
