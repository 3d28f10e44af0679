"""`cchc evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import output_format, places

if TYPE_CHECKING:
    from crawler.jobs.evaluate import Evaluation, Figures


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc evaluate bai-da-gan-nhan.jsonl
  cchc evaluate bai-da-gan-nhan.jsonl --format json > do-chinh-xac.json

\b
Mỗi dòng của tệp là {id, title, body, label, topics, themes, stratum}. Bài máy để người xem không tính là đã nhận ra.
Mã thoát: 0 xong; 1 hỏng; 2 có dòng không đúng dạng (nói rõ dòng nào), hoặc sai tệp đăng ký.""",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TỆP")
@output_format("table", "json")
@places
def command(file: Path, form: str, registry: Path, db: Path) -> None:
    """Bộ phân loại đúng sai thế nào trên những tin, bài đã có người gắn nhãn (cho người bảo trì)."""
    from crawler.cli.registry import registry_if_any
    from crawler.cli.screen import print_json
    from crawler.jobs.evaluate import evaluate
    from pipelines import lexicon

    loaded = registry_if_any(registry)
    words = lexicon.of_plan(loaded.plan) if loaded else lexicon.load()
    found = evaluate(file, words)
    if form == "json":
        print_json(_plain(found))
    else:
        _print(found)


def _plain(found: Evaluation) -> dict[str, object]:
    from dataclasses import asdict

    confusion = {f"{label} → {answer}": posts for (label, answer), posts in sorted(found.confusion.items())}
    return asdict(found) | {"confusion": confusion}


def _print(found: Evaluation) -> None:
    from crawler.cli.screen import console, number, safe, table

    click.echo(f"{number(found.posts)} tin, bài; bộ từ vựng {found.lexicon}; để người xem {found.review_share:.1%}")
    grid = table("", "đúng trong số nhận", "nhận ra", "F1", "nhận nhầm", "sót")
    rows = {"cchc": found.overall, **{f"  {safe(name)}": one for name, one in found.strata.items()}, **found.topics}
    for name, figures in rows.items():
        grid.add_row(name, *_figures(figures))
    for theme, figures in found.themes.items():
        grid.add_row(f"nội dung {theme}", *_figures(figures))
    console().print(grid)
    for wrong in found.worst:
        click.echo(safe(f"{wrong.id}: {wrong.label}, máy nói {wrong.answer} ({wrong.score:.2f}): {wrong.title}"))


def _figures(figures: Figures) -> list[str]:
    shares = [f"{share:.3f}" for share in (figures.precision, figures.recall, figures.f1)]
    return [*shares, str(figures.wrong), str(figures.missed)]
