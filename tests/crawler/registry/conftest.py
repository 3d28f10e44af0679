"""A whole registry to break, and a reader of texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.registry.load import Loaded, inspect

FIXTURES = Path(__file__).parents[2] / "fixtures" / "registry"
Reader = Callable[..., Loaded]


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def whole() -> str:
    """The text of a small registry that has everything and in which nothing is wrong."""
    return (FIXTURES / "whole.yaml").read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Writes a text to `registry.yaml` and inspects it."""

    def read(text: str | bytes, **options: object) -> Loaded:
        path = tmp_path / "registry.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return inspect(path, **options)  # type: ignore[arg-type]

    return read
