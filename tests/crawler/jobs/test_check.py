"""The job behind `cchc check`."""

from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.jobs.check import check
from crawler.jobs.known import known, known_for, load_registry
from crawler.registry.rules import Known

FIXTURES = Path(__file__).parents[2] / "fixtures" / "registry"


@pytest.fixture
def whole() -> str:
    return (FIXTURES / "whole.yaml").read_text(encoding="utf-8")


def test_a_sound_registry_and_what_it_holds():
    result = check(FIXTURES / "whole.yaml", known_for(FIXTURES / "whole.yaml"))
    assert (result.faults, result.warnings) == ((), ())
    assert result.registry is not None
    assert result.agencies == {"department": 1, "district": 1, "newspaper": 1}
    assert (result.sections, result.unverified) == (5, 0)


def test_ten_mistakes_give_ten_faults_and_no_figures():
    result = check(FIXTURES / "ten-mistakes.yaml")
    assert len(result.faults) == len({(fault.line, fault.path) for fault in result.faults}) == 10
    assert (result.registry, result.agencies, result.sections, result.unverified) == (None, {}, 0, 0)
    assert result.warnings == ()


def test_what_was_never_seen_to_answer_is_counted(whole, tmp_path):
    path = tmp_path / "registry.yaml"
    path.write_text(whole.replace("kind: district", "kind: district\n    verified: false"), encoding="utf-8")
    result = check(path)
    assert (result.sections, result.unverified) == (5, 2)


def test_it_asks_for_a_contact_as_a_crawl_would():
    (fault,) = check(FIXTURES / "interface.yaml").faults
    assert fault.path == "crawl.user_agent"
    assert check(FIXTURES / "interface.yaml").warnings


def test_a_file_that_is_not_there(tmp_path):
    (fault,) = check(tmp_path / "none.yaml").faults
    assert str(fault) == f"{tmp_path / 'none.yaml'}:1: toàn tệp: không có tệp này; cần tệp đăng ký đọc được"


def test_names_are_known_from_the_families_and_the_lexicon_that_ship():
    names = known()
    assert "nukeviet" in (names.families or ())
    assert {"cchc", "investment"} <= set(names.topics or ())
    assert "communication-plan" in (names.documents or ())


def test_a_name_that_no_lexicon_has_is_told_together_with_all_else(whole, tmp_path):
    path = tmp_path / "registry.yaml"
    text = whole.replace("topic: cchc", "topic: chcc", 1).replace("id: huyen-bien", "id: so-noi-vu")
    path.write_text(text.replace("document: communication-plan", "document: letter"), encoding="utf-8")
    paths = ["plan.quotas[0].topic", "plan.quotas[3].document", "agencies[1].id"]
    assert [fault.path for fault in check(path, known_for(path)).faults] == paths
    with pytest.raises(BadInput) as error:
        load_registry(path)
    assert str(error.value).startswith("Tệp đăng ký có 3 lỗi:")


def test_names_that_are_not_known_are_not_checked(whole, tmp_path):
    path = tmp_path / "registry.yaml"
    path.write_text(whole.replace("topic: cchc", "topic: chcc"), encoding="utf-8")
    assert check(path).faults == ()
    assert len(check(path, Known(topics=("cchc",))).faults) == 3


def test_a_registry_without_a_contact_can_be_read_but_not_gone_out_with():
    path = FIXTURES / "interface.yaml"
    assert load_registry(path).plan.year == 2024
    with pytest.raises(BadInput, match=r"crawl\.user_agent"):
        load_registry(path, network=True)
