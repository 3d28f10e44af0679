"""Stored texts as pages."""

import re
from dataclasses import replace

import pytest

from reports.evidence import Evidence
from reports.html import pages
from reports.snapshots import LONGEST, places

HASH = "ab" * 32


def with_texts(audit, bodies, digest=HASH):
    """The audit with these texts stored."""

    def texts(posts):
        return [(post, digest, bodies[post]) for post in posts if post in bodies]

    return replace(audit, evidence=Evidence(lengths={post: len(body) for post, body in bodies.items()}, texts=texts))


def text_pages(audit):
    return {name: page for name, page in pages(audit, "0") if name.startswith("snapshots/")}


def test_every_counted_and_reviewed_post_has_its_text_and_leads_there(make):
    rows, known = make.mixed()
    audit = with_texts(make.audit(rows, known=known), {row.id: f"Thân bài {row.id}" for row in rows})
    found = dict(pages(audit, "0"))
    wanted = {row.id for row in rows if row.cells}
    assert set(places(audit)) == wanted
    for place in places(audit).values():
        name, anchor = place.split("#")
        assert f'id="{anchor}"' in found[name]
    for name, page in found.items():
        for folder, href in re.findall(r'href="(\.\./)?(snapshots/[^"]+)"', page):
            assert bool(folder) == name.startswith("agencies/")
            assert f'id="{href.split("#")[1]}"' in found[href.split("#")[0]]
    backs = re.findall(r'href="\.\./(agencies/[^"#]+)#([^"]+)"', "".join(text_pages(audit).values()))
    assert len(backs) == len(wanted)
    assert all(f'id="{anchor}"' in found[page] for page, anchor in backs)


def test_a_text_says_what_it_is_and_can_do_nothing(make):
    row = make.post(1, title="</h2><script>x()</script>", fetched_at="2024-03-12T21:04:00+07:00")
    body = 'Dòng một\n<img src=x onerror="x()">\n\n\u202eđảo ngược'
    (page,) = text_pages(with_texts(make.audit([row]), {row.id: body})).values()
    assert "<script>x" not in page
    assert "<img src" not in page
    assert "\u202e" not in page
    assert '<div class="words" dir="auto">Dòng một\n&lt;img' in page
    assert HASH in page
    assert "12/03/2024 21:04" in page
    assert "dòng ngày in trên trang: “<bdi>12/03/2024 08:05</bdi>”" in page
    assert 'http-equiv="Content-Security-Policy" content="default-src ' in page


def test_a_post_without_a_stored_page_has_none(make):
    audit = with_texts(make.audit([make.post(1), make.post(2)]), {make.post(2).id: "Có"})
    assert set(places(audit)) == {make.post(2).id}
    assert "Văn bản đã lưu" not in dict(pages(make.audit([make.post(1)]), "0"))["agencies/so-1.html"]


def test_a_text_of_another_page_is_not_shown(make):
    (page,) = text_pages(with_texts(make.audit([make.post(1)]), {make.post(1).id: "Chữ mới"}, "cd" * 32)).values()
    assert "Chữ mới" not in page
    assert "lập lại báo cáo" in page


@pytest.mark.parametrize("body", ['"' * 300_000, "ễ" * 59_000, "a"])
def test_no_page_grows_without_limit(make, body):
    rows = [make.post(n, title='"' * 2_000) for n in range(400)]
    found = text_pages(with_texts(make.audit(rows), {row.id: body for row in rows}))
    assert max(len(page.encode()) for page in found.values()) < 1_500_000
    assert ("lược ở đây" in next(iter(found.values()))) == (len(body) > LONGEST)


def test_a_stored_text_says_where_it_was_read_and_that_its_page_is_gone(make):
    rows = [make.post(1, origin="archive", fetched_at="2024-05-06T03:00:00+00:00", gone=True), make.post(2)]
    (page,) = text_pages(with_texts(make.audit(rows), {row.id: "Thân bài" for row in rows})).values()
    assert page.count("<dt>Nguồn đọc</dt><dd>bản lưu trữ web ngày 06/05/2024</dd>") == page.count("Nguồn đọc") == 1
    assert page.count("không còn trên trang") == 1
