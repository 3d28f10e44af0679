from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "websphere").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_reads_the_page_as_its_json_says(path, read_case):
    expected, found = read_case(path)
    assert found == expected
