"""What click says of wrong arguments, in Vietnamese."""

from __future__ import annotations

import re

import click

# What click's own words are, and what stands for them. Whatever none of them fits is shown as it is.
_WORDS = (
    (r"No such option '?([^' ]+?)'?\.(?: \(?Did you mean (.+?)\??\)?)?$", r"không có tùy chọn \1"),
    (r"No such command '(.+?)'\.(?: .*)?$", r"không có lệnh “\1”"),
    (r"Missing command\.$", "thiếu tên lệnh"),
    (r"Missing argument '(.+?)'\..*$", r"thiếu \1"),
    (r"Missing option '(.+?)'\..*$", r"thiếu tùy chọn \1"),
    (r"Option '(.+?)' requires (?:an|\d+) arguments?\.$", r"tùy chọn \1 cần một giá trị"),
    (r"Option '(.+?)' does not take a value\.$", r"tùy chọn \1 không nhận giá trị"),
    (r"Got unexpected extra arguments? \((.+)\)\.?$", r"thừa tham số: \1"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): '(.*)' is not a valid integer\.$", r"\1: “\2” không phải số nguyên"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): \w+ '(.*)' does not exist\.$", r"\1: không có tệp “\2”"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): \w+ '(.*)' is a directory\.$", r"\1: “\2” là thư mục, cần một tệp"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): \w+ '(.*)' is a file\.$", r"\1: “\2” là tệp, cần một thư mục"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): \w+ '(.*)' is not readable\.$", r"\1: không đọc được “\2”"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): '(.*)' is not one of (.+)\.$", r"\1: “\2” không phải một trong \3"),
    (r"Invalid value for (?:'?\[?)(.+?)(?:\]?'?): (.+)$", r"\1: \2"),
)


def translated(error: click.ClickException) -> str:
    """The error's message in Vietnamese, with the nearest right name and where to read more."""
    said = error.format_message()
    words = next((re.sub(found, put, said) for found, put in _WORDS if re.match(found, said)), said)
    near = getattr(error, "possibilities", None)
    hint = f"; có phải {' hoặc '.join(sorted(near))}?" if near else "."
    context = getattr(error, "ctx", None)
    return f"{words.rstrip('.')}{hint}\nXem hướng dẫn: {context.command_path if context else 'cchc'} --help"
