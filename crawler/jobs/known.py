"""The registry, read with the names that other layers define: CMS families, the lexicon's topics and documents."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.registry.load import load
from crawler.registry.model import Registry
from crawler.registry.rules import Known
from pipelines import lexicon
from spiders.families.registry import FAMILIES


def load_registry(path: Path, *, network: bool = False) -> Registry:
    """The registry at `path`; BadInput with all its mistakes, names that no lexicon and no family has among them."""
    plan = load(path, network=network).plan
    return load(path, known(Path(plan.lexicon) if plan.lexicon else None), network=network)


@cache
def known(lexicon_file: Path | None = None) -> Known:
    """Names that a registry may use. Without a lexicon file: those of the lexicon that ships."""
    families = [family.name for family in FAMILIES]
    words = lexicon.load(lexicon_file)
    return replace(Known(families=families), topics=tuple(words.topics), documents=tuple(words.documents))
