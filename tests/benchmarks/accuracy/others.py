"""The extractors that we are compared with, on the same pages. No dependency of the project: `pip install` them.

pip install trafilatura htmldate newspaper4k
"""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable
from datetime import date, datetime
from importlib.metadata import version
from importlib.util import find_spec

from tests.benchmarks.accuracy.cases import Case
from tests.benchmarks.accuracy.ours import Answer

Extractor = Callable[[Case], Answer]
_MODULES = {"trafilatura": "trafilatura", "htmldate": "htmldate", "newspaper4k": "newspaper"}


def missing() -> list[str]:
    return [name for name, module in _MODULES.items() if find_spec(module) is None]


def extractors() -> dict[str, Extractor]:
    """Those that are installed, under their name and version."""
    logging.disable(logging.CRITICAL)  # they tell of every odd page
    warnings.simplefilter("ignore")
    makers = {"trafilatura": _trafilatura, "htmldate": _htmldate, "newspaper4k": _newspaper}
    absent = missing()
    return {f"{name} {version(name)}": makers[name]() for name in makers if name not in absent}


def _trafilatura() -> Extractor:
    bare_extraction = importlib.import_module("trafilatura").bare_extraction

    def read(case: Case) -> Answer:
        found = bare_extraction(case.html, url=case.url, with_metadata=True)
        return Answer(None, None, refused="none") if found is None else Answer(found.title, _day(found.date))

    return read


def _htmldate() -> Extractor:
    find_date = importlib.import_module("htmldate").find_date

    def read(case: Case) -> Answer:
        try:
            return Answer(None, _day(find_date(case.html, url=case.url, original_date=True)))
        except Exception as error:  # noqa: BLE001  # whatever another's extractor raises is its answer
            return Answer(None, None, refused=type(error).__name__)

    return read


def _newspaper() -> Extractor:
    article = importlib.import_module("newspaper").Article

    def read(case: Case) -> Answer:
        found = article(case.url)
        found.download(input_html=case.html)
        try:
            found.parse()
        except Exception as error:  # noqa: BLE001
            return Answer(None, None, refused=type(error).__name__)
        return Answer(found.title or None, _day(found.publish_date))

    return read


def _day(found: object) -> date | None:
    if isinstance(found, datetime):
        return found.date()
    return date.fromisoformat(found[:10]) if isinstance(found, str) and found else None
