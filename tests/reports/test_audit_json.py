"""The audit as data: all of it, the same bytes each time, and a hash that anyone can check."""

import hashlib
import json

from reports import audit_json


def whole(make):
    rows, known = make.mixed()
    return audit_json.written(make.audit(rows, known=known))[0]


def test_it_holds_everything(make):
    made = json.loads(whole(make))
    assert list(made) == ["meta", "data"]
    assert set(made["data"]) == {
        *("counts", "quotas", "exceptions", "posts", "gaps", "checklist", "sections", "crawls", "mismatches", "themes"),
        *("attested", "attested_files", "late", "replies", "second_ways"),
    }
    assert len(made["data"]["posts"]) == len(make.mixed()[0])
    assert made["data"]["gaps"][0]["periods"] == ["2024-09"]
    assert made["meta"]["read_until"] == "2025-01-02T09:10:00+07:00"


def test_the_hash_is_that_of_the_data_as_read_from_the_file(make):
    read = json.loads(whole(make))
    packed = json.dumps(read["data"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert read["meta"]["data_sha256"] == hashlib.sha256(packed.encode()).hexdigest()


def test_the_same_posts_in_another_order_give_the_same_text(make):
    rows, known = make.mixed()
    again = make.audit(list(reversed(rows)), known=known)
    assert audit_json.written(again)[0] == whole(make)


def test_one_changed_post_changes_the_hash(make):
    rows, known = make.mixed()
    other = make.audit([make.post(0, title="Khác", day="2024-01-01"), *rows[1:]], known=known)
    assert audit_json.written(other)[1] != json.loads(whole(make))["meta"]["data_sha256"]
