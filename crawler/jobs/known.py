"""The registry, read with the names that other layers define: CMS families, the lexicon's topics and documents."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.registry.load import lexicon_of, load
from crawler.registry.model import Registry
from crawler.registry.rules import Known
from pipelines import lexicon
from spiders.families.registry import FAMILIES


def load_registry(path: Path, *, network: bool = False) -> Registry:
    """The registry at `path`; BadInput with all its mistakes, names that no lexicon and no family has among them."""
    return load(path, known_for(path), network=network)


def known_for(path: Path) -> Known:
    """Names that the registry at `path` may use, whatever else is wrong with it. BadInput if its lexicon is faulty."""
    return known(lexicon_of(path))


@cache
def known(lexicon_file: Path | None = None) -> Known:
    """Names that a registry may use. Without a lexicon file: those of the lexicon that ships."""
    families = [family.name for family in FAMILIES]
    words = lexicon.load(lexicon_file)
    return replace(Known(families=families), topics=tuple(words.topics), documents=tuple(words.documents))
