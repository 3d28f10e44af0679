"""JSON Schema of site_registry.yaml, for editors: `python -m crawler.registry.schema` writes it beside this file."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.registry.model import Registry

FILE = Path(__file__).with_name("site_registry.schema.json")


def text() -> str:
    """The schema, as the file holds it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Registry.model_json_schema()}
    schema["title"] = "site_registry.yaml"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
