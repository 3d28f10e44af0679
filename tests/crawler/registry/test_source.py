"""Texts that are no registry: each gives faults with a line, never another exception."""

import time

import pytest

from crawler.registry.faults import nearest, shown
from crawler.registry.load import inspect, lexicon_of
from crawler.registry.source import MAX_BYTES, Unreadable, parse

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        (b"", 1, "không có nội dung", "version, province, plan, agencies"),
        (b"\n\n# only a comment\n", 1, "không có nội dung", "version, province"),
        (b"version: 1\nprovince:\n\tid: a\n", 3, "sai cú pháp YAML ở “id: a”", "phím Tab"),
        (b"version: 1\nplan: {a: b\n", 3, "sai cú pháp YAML", "ngoặc đóng"),
        (b"version: 1\nname: a: b\n", 2, "sai cú pháp YAML ở “name: a: b”", "dấu hai chấm"),
        (b"version: 1\n  name: a\n", 2, "sai cú pháp", "hai chấm"),
        (b"a:\n  - b\n c: d\n", 3, "sai cú pháp YAML ở “c: d”", "thụt lề"),
        (b'a: "b\n', 2, "sai cú pháp", "đóng dấu nháy"),
        (b"a: @b\n", 1, "sai cú pháp YAML ở “a: @b”", "dấu nháy"),
        (b"a: *nobody\n", 1, "sai cú pháp", "neo (&tên)"),
        (b"a: 1\n---\nb: 2\n", 2, "sai cú pháp", "một tài liệu"),
        ("tên: Sở\nx: \xff".encode("latin-1", "replace"), 1, "không phải UTF-8", "UTF-8"),
        (b"version: 1\nname: S\xf4\n", 2, "không phải UTF-8", "UTF-8"),
        ("version: 1\n".encode("utf-16"), 1, "không phải UTF-8", "UTF-8"),
        (b"version: 1\nname: a\x00b\n", 2, "ký tự điều khiển", "UTF-8"),
        (b"version: 1\nname: \x1b[31m\n", 2, "ký tự điều khiển", "UTF-8"),
        (b"a: " + b"[" * 50_000, 1, "lồng nhau quá sâu", "30 tầng"),
        (b"- " * 50_000, 1, "lồng nhau quá sâu", "30 tầng"),
        (b"a: &a [*a]\n", 1, "tự chứa mình", "30 tầng"),
        (BOMB.encode(), 1, "nhân nội dung lên quá nhiều", "300,000"),
        (b"%YAML 9.9\n---\na: 1\n", 1, "YAML", "YAML"),
        (b'a: "\\UFFFFFFFF"\n', 1, "không đọc được YAML", "cú pháp"),
    ],
)
def test_a_text_that_cannot_be_read_gives_one_fault(read, text, line, found, expected):
    (fault,) = read(text).faults
    assert (fault.line, fault.path) == (line, "")
    assert found in fault.found
    assert expected in fault.expected
    assert "toàn tệp" in str(fault)


def test_the_bomb_costs_little(read):
    start = time.monotonic()
    read(BOMB)
    assert time.monotonic() - start < 20


def test_a_file_that_is_too_big_is_refused_and_never_read_in_part(whole, read):
    tail = "# Đ\n"  # more bytes than characters
    text = whole + tail * ((MAX_BYTES - len(whole.encode())) // len(tail.encode()) + 1)
    assert len(text) < MAX_BYTES < len(text.encode())
    (fault,) = read(text).faults
    assert fault.found == "tệp dài hơn 2,000,000 byte"
    assert read(whole + tail * 1000).registry is not None


@pytest.mark.parametrize(("make", "found"), [("none", "không có tệp này"), ("folder", "là một thư mục")])
def test_a_path_that_is_no_file(tmp_path, make, found):
    path = tmp_path / "registry.yaml"
    if make == "folder":
        path.mkdir()
    (fault,) = inspect(path).faults
    assert (fault.file, fault.line, fault.found) == (str(path), 1, found)
    assert lexicon_of(path) is None


@pytest.mark.parametrize(
    ("text", "path", "line", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", ("a",), 3, "khóa ghi hai lần (lần đầu ở dòng 1)"),
        ("a: {b: 1, b: 1}\n", ("a", "b"), 1, "khóa ghi hai lần (lần đầu ở dòng 1)"),
        ("x: &x {a: 1}\ny:\n  <<: *x\n", ("y",), 3, "có khóa gộp “<<”"),
        ("a:\n  [1, 2]: b\n", ("a",), 2, "có khóa không phải là chữ"),
        ("a: 1\nb: !!python/object:os.system x\n", ("b",), None, "có thẻ kiểu “python/object:os.system”"),
        ("b: !local x\n", ("b",), None, "có thẻ kiểu “!local”"),
        ("b: !!binary aGk=\n", ("b",), None, "có thẻ kiểu “binary”"),
        ("b: !!set {x}\n", ("b",), None, "có thẻ kiểu “set”"),
        ("b: 2023-02-29\n", ("b",), None, "ghi “2023-02-29”"),
        ("b: !!int hai\n", ("b",), None, "ghi “hai”"),
        ("%YAML 1.1\n---\nb: yes\n", ("b",), None, "ghi “yes”"),
        (f"b: {'9' * 5000}\n", ("b",), None, f"ghi “{'9' * 77}…”"),
    ],
)
def test_what_is_odd_is_told_and_the_rest_is_read(text, path, line, found):
    source = parse(text)
    (problem,) = source.problems
    assert (problem.path, problem.line, problem.found) == (path, line, found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1), ("0x1F", 31), ("0o17", 15), ("010", 10), ("-3", -3), ("1.5", 1.5), ("1e3", 1000.0),
        ("true", True), ("False", False), ("yes", "yes"), ("on", "on"), ("null", None), ("~", None), ("", None),
        ("'1'", "1"), ("2024-W07", "2024-W07"), ("2024-1-5", "2024-1-5"), ("1:30", "1:30"), ("Đức Linh", "Đức Linh"),
    ],
)  # fmt: skip
def test_scalars_are_read_as_yaml_1_2_says(text, value):
    read = parse(f"a: {text}\n").data["a"]
    assert (read, type(read)) == (value, type(value))


def test_lines_of_keys_and_entries_are_known_and_anything_inside_falls_back_to_them():
    source = parse("a:\n  - b: 1\n    c:\n      d\n  - e\n")
    assert source.line(("a",)) == 1
    assert source.line(("a", 0, "c")) == 3
    assert source.line(("a", 1)) == 5
    assert source.line(("a", 0, "nothing")) == 2
    assert source.line(("nothing",)) == 1


def test_byte_order_mark_and_windows_line_ends_do_no_harm(whole, read):
    assert read(b"\xef\xbb\xbf" + whole.replace("\n", "\r\n").encode()).registry is not None
    text = whole.replace("kind: newspaper", "kind: Báo").replace("\n", "\r\n")
    (fault,) = (one for one in read(text).faults if one.path == "agencies[2].kind")
    assert "Báo" in text.split("\r\n")[fault.line - 1]


def test_an_alias_is_read_as_what_it_stands_for(whole, read):
    text = whole.replace("kinds: [department, district]", "kinds: &all [department, district]", 1)
    loaded = read(text.replace("kinds: [district]", "kinds: *all", 1))
    assert loaded.registry is not None
    assert loaded.registry.plan.quotas[2].kinds == ["department", "district"]


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "để trống"), ({}, "ghi một nhóm khóa"), ([], "ghi một danh sách"), (False, "ghi false"), (5, "ghi “5”"),
     ("x" * 80, f"ghi “{'x' * 80}”"), ("x" * 81, f"ghi “{'x' * 77}…”")],
)  # fmt: skip
def test_values_are_shown_as_people_write_them(value, said):
    assert shown(value) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([], "mã đã khai báo (tệp này chưa có)"),
        (["so-noi-vu", "bao"], "mã đã khai báo; có phải “so-noi-vu”?"),
        ([f"{n:02d}" for n in range(12)], "mã đã khai báo: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11"),
        ([f"{n:02d}" for n in range(13)], "mã đã khai báo: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11 …"),
        (["x", "x"], "mã đã khai báo: x"),
    ],
)
def test_an_unknown_name_is_answered_with_what_is_known(known, said):
    assert nearest("so-noi-vuu", known, "mã") == said


def test_a_fault_holds_nothing_that_a_terminal_would_obey(whole, read):
    (fault,) = read(whole.replace("kind: newspaper", r'"kin\e[2Jd\n": newspaper', 1)).faults[:1]
    assert str(fault).isprintable()


def test_the_lexicon_of_a_registry_is_found_whatever_else_is_wrong_with_it(whole, tmp_path):
    path, lexicon = tmp_path / "registry.yaml", tmp_path / "words.yaml"
    path.write_text(whole.replace("title: Kế hoạch mẫu", "lexicon: words.yaml"), encoding="utf-8")
    assert lexicon_of(path) is None
    lexicon.write_text("version: 1", encoding="utf-8")
    assert lexicon_of(path) == lexicon.resolve()
    path.write_text("plan: [", encoding="utf-8")
    assert lexicon_of(path) is None


def test_nothing_at_all_is_unreadable():
    with pytest.raises(Unreadable):
        parse("")
