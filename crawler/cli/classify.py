"""`cchc classify`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places
from crawler.errors import BadInput


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  echo '{"id": "1", "title": "Cải cách hành chính", "body": "…"}' | cchc classify
  cchc classify < bai.jsonl > ket-qua.jsonl

\b
Mỗi dòng vào là {id, title, body}; mỗi dòng ra là {id, label, score, topics, themes, matches}.
Mã thoát: 0 xong; 1 hỏng; 2 có dòng không đúng dạng (nói rõ dòng nào), hoặc sai tệp đăng ký.""",
)
@places
def command(registry: Path, db: Path) -> None:
    """Phân loại tin, bài từ stdin (JSON, mỗi dòng một bài) theo bộ từ vựng, in kết quả ra stdout."""
    from crawler.cli.registry import registry_if_any
    from crawler.jobs.classify import classify_lines
    from pipelines import lexicon

    loaded = registry_if_any(registry)
    words = lexicon.of_plan(loaded.plan) if loaded else lexicon.load()
    for verdict in classify_lines(_lines(), words):
        click.echo(json.dumps(verdict, ensure_ascii=False))


def _lines() -> Iterator[str]:
    """Lines of stdin as UTF-8, whatever the locale says."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise BadInput(f"dòng {number}: không phải UTF-8 ({error.reason})") from error
