"""Whatever stands in the file, reading it gives a registry or faults, and never another exception."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.registry.load import Loaded, inspect
from crawler.registry.rules import Known
from crawler.registry.sections import hosts_of, quota_range, resolved_sections

KNOWN = Known(families=("nukeviet",), topics=("cchc",), documents=("communication-plan",))
WHOLE = (Path(__file__).parents[2] / "fixtures" / "registry" / "whole.yaml").read_text(encoding="utf-8")
LINES = WHOLE.split("\n")
VALUES = st.sampled_from(
    ["", "null", "[]", "{}", "[[]]", "{a: {b: c}}", "true", "-1", "1e400", ".nan", "2024-01-31", "2024-02-30", '""',
     r'"\ud800"', r'"\0\e"', "*x", "&x y", "!!set {a}", "!x y", "|", ">-", "'", "http://[", "http://[::1]/", "portal",
     "https://…", "so-noi-vu", "[so-noi-vu, so-noi-vu]", "9" * 50, "once", "document", "2024", "[2024-W53]", "? a", "#"]
)  # fmt: skip
FRAGMENTS = st.text("\t\n -:{}[],&*!|>'\"%@`#?.<0aĐ\u2028\x00\r", max_size=6)
SETTINGS = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The sound registry after a few changes of the kinds that hands and editors make."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "double", "indent", "value", "insert", "swap", "key"]))
        lines[at : at + 1] = _changed(draw, lines, at, change)
        lines = lines or [""]
    return "\n".join(lines)


def _changed(draw: st.DrawFn, lines: list[str], at: int, change: str) -> list[str]:
    line = lines[at]
    match change:
        case "drop":
            return []
        case "double":
            return [line, line]
        case "indent":
            return [" " * draw(st.integers(0, 3)) + line.removeprefix("  ")]
        case "value":
            return [re.sub(r":.*", f": {draw(VALUES)}".replace("\\", r"\\"), line, count=1)]
        case "insert":
            where = draw(st.integers(0, len(line)))
            return [line[:where] + draw(FRAGMENTS) + line[where:]]
        case "swap":
            return [lines[draw(st.integers(0, len(lines) - 1))]]
        case _:
            return [re.sub(r"\w+:", f"{draw(st.sampled_from(['kinds', 'id', 'url', 'x', '1', '<<']))}:", line, count=1)]


def _sound(loaded: Loaded) -> None:
    if loaded.registry is None:
        assert loaded.faults
    else:
        assert not loaded.faults
        resolved_sections(loaded.registry)
        quota_range(loaded.registry)
        assert hosts_of(loaded.registry, loaded.registry.agencies[0].id)
    for fault in (*loaded.faults, *loaded.warnings):
        assert fault.line >= 1
        assert str(fault).encode()
        assert fault.found
        assert fault.expected


@SETTINGS
@given(text=texts(), network=st.booleans())
def test_a_changed_registry(tmp_path, text, network):
    path = tmp_path / "registry.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _sound(inspect(path, KNOWN, network=network))


@SETTINGS
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path, data):
    path = tmp_path / "registry.yaml"
    path.write_bytes(data)
    _sound(inspect(path, KNOWN))


@SETTINGS
@given(text=st.text("abc:-[]{}&*!|>'\"%@`#?,. \n\t<~0123", max_size=60))
def test_any_yaml_like_text(tmp_path, text):
    path = tmp_path / "registry.yaml"
    path.write_text(text, encoding="utf-8")
    _sound(inspect(path, KNOWN))


def paths_and_junk() -> st.SearchStrategy[tuple[str, str]]:
    keys = st.sampled_from(sorted(set(re.findall(r"(\w+):", WHOLE))))
    return st.tuples(keys, VALUES)


@SETTINGS
@given(changes=st.lists(paths_and_junk(), min_size=1, max_size=4))
def test_junk_under_known_keys(tmp_path, changes):
    text = WHOLE
    for key, junk in changes:
        text = re.sub(rf"\b{key}: ?[^\n,}}]*", lambda _, k=key, j=junk: f"{k}: {j}", text, count=1)
    path = tmp_path / "registry.yaml"
    path.write_text(text, encoding="utf-8")
    _sound(inspect(path, KNOWN, network=True))


@pytest.mark.parametrize(
    "url", ["http://[", "http://[x]/", "http://a\u2100b.vn/", "http://a:b/", "http://#", "https://?"]
)
def test_addresses_that_url_parsers_choke_on(tmp_path, url):
    path = tmp_path / "registry.yaml"
    for sound in ("https://snv.tinhmau.gov.vn/cchc", "https://baomau.vn", "https://tinhmau.gov.vn/tin-tuc"):
        path.write_text(WHOLE.replace(sound, f"'{url}'", 1), encoding="utf-8")
        assert [fault.found for fault in inspect(path, KNOWN).faults] == [f"ghi “{url}”"]


@pytest.mark.parametrize("cut", range(0, len(LINES), 5))
def test_a_file_that_breaks_off(tmp_path, cut):
    path = tmp_path / "registry.yaml"
    path.write_text("\n".join(LINES[:cut]), encoding="utf-8")
    _sound(inspect(path, KNOWN))
