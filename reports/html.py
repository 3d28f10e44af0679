"""The audit as web pages that open from disk: nothing from any network, and all there without the one small script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.agencyview import agency_view
from reports.audit import Audit
from reports.compare import Comparison
from reports.compareviews import changes_view
from reports.extras import Extras
from reports.indexview import index_view
from reports.listviews import further, unattributed
from reports.snapshots import text_pages


def pages(audit: Audit, data_hash: str, compared: Comparison | None = None) -> Iterator[tuple[str, str]]:
    """Every page as (place under the report's folder, text). The same audit gives the same text."""
    extras = Extras(audit)
    yield "index.html", render("index.html", index_view(audit, data_hash, compared is not None))
    if compared is not None:
        yield "changes.html", render("changes.html", changes_view(audit, compared, data_hash))
    for agency in audit.agencies:
        yield f"agencies/{agency.id}.html", render("agency.html", agency_view(audit, agency, data_hash, extras))
        for name, view in further(audit, agency, data_hash, extras):
            yield f"agencies/{name}", render("posts.html", view)
    for name, view in unattributed(audit, data_hash, extras):
        yield name, render("posts.html", view)
    for name, text in text_pages(audit, data_hash):
        yield name, render("texts.html", text)


def render(template: str, view: object) -> str:
    """One page. Whatever text the view holds comes out as text."""
    return _environment().get_template(template).render(view=view)


@cache
def _environment() -> Environment:
    """Undefined names are errors, all values are escaped; the one style and the one script are allowed by hash."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (
        files("reports").joinpath("templates", name).read_text("utf-8") for name in ("style.css", "report.js")
    )
    made.globals |= {"style": Markup(style), "script": Markup(script), "csp": content_policy(style, script)}
    return made


def content_policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page whose only style element holds `style`, and its only script `script`."""
    one, other = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    allowed = f"style-src 'sha256-{one}'; script-src 'sha256-{other}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
