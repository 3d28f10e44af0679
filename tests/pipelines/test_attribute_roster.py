"""Attribution over the whole roster that ships: every agency in every form of credit, beside texts about others."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from crawler.registry.load import load
from pipelines.agencynames import Names
from pipelines.attribute import attribute
from tests.pipelines.crediting import draft

REGISTRY = load(Path(__file__).parents[2] / "site_registry.yaml")
NAMES = Names(REGISTRY.agencies, REGISTRY.province.name)
AUDITED = [agency for agency in REGISTRY.agencies if agency.kind != "other"]
MIDDLE = "Các cơ quan tiếp tục rà soát thủ tục hành chính."

FORMS = {
    "source": lambda name: {"source_line": f"Nguồn: {name}"},
    "source in capitals": lambda name: {"source_line": f"NGUỒN: {name.upper()}"},
    "source of a unit": lambda name: {"source_line": f"Nguồn: Phòng Tổng hợp - {name}"},
    "source with a person": lambda name: {"source_line": f"Nguồn: Lê Thị Hoa ({name})"},
    "byline": lambda name: {"author": name},
    "byline with a person": lambda name: {"author": f"Trần Công Minh - {name}"},
    "bracket": lambda name: {"body": f"Đoạn đầu.\n{MIDDLE}\n({name})"},
    "bracket, theo": lambda name: {"body": f"Đoạn đầu.\n{MIDDLE}\n(Theo {name})"},
    "supplied": lambda name: {"body": f"Đoạn đầu.\n{MIDDLE}\nTin do {name} cung cấp"},
    "signature": lambda name: {"body": f"Đoạn đầu.\n{MIDDLE}\n{name}"},
    "category": lambda name: {"category": f"Tin từ {name}"},
    "lead": lambda name: {"body": f"Theo {name}, hồ sơ trực tuyến tăng.\n{MIDDLE}"},
    "lead, says": lambda name: {"body": f"{name} cho biết, hồ sơ trực tuyến tăng.\n{MIDDLE}"},
}
ABOUT = ["Đẩy mạnh cải cách hành chính", "Kiểm tra công vụ tại Sở Nội vụ", "UBND huyện Đức Linh họp với Sở Y tế"]


def credited(post):
    return {one.agency for one in attribute(post, NAMES) if one.kind == "credited"}


@pytest.mark.parametrize("form", FORMS)
def test_every_agency_by_its_name(form):
    answers = Counter()
    for agency, title in product(AUDITED, ABOUT):
        found = credited(draft(title=title, **FORMS[form](agency.name)))
        answers["right" if found == {agency.id} else "wrong" if found else "open"] += 1
    assert answers == {"right": len(AUDITED) * len(ABOUT)}


def test_every_agency_by_its_aliases():
    lines = [(agency, alias) for agency in AUDITED for alias in agency.aliases]
    missed = [alias for agency, alias in lines if credited(draft(source_line=f"Nguồn: {alias}")) != {agency.id}]
    assert missed == []


@pytest.mark.parametrize("title", ABOUT)
def test_nobody_is_credited_for_being_written_about(title):
    """A text full of names, by nobody: every agency is named, attends, is visited."""
    for agency in AUDITED:
        body = f"Sáng nay, đoàn kiểm tra làm việc tại {agency.name}.\nDự họp có lãnh đạo {agency.name}."
        assert credited(draft(title=f"{title} và {agency.name}", body=body)) == set()


@pytest.mark.parametrize("other", ["Báo Nhân dân", "Tỉnh đoàn Bình Thuận", "Bộ Nội vụ", "UBND tỉnh Lâm Đồng", "TTXVN"])
def test_somebody_elses_news_about_an_agency_is_theirs(other):
    for agency in AUDITED:
        body = f"Theo {agency.name}, hồ sơ tăng.\n{MIDDLE}\n({agency.name})"
        (one,) = attribute(draft(source_line=f"Nguồn: {other}", body=body), NAMES)
        assert one.kind == "outside"
