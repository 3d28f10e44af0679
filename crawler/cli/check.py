"""`cchc check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places

if TYPE_CHECKING:
    from crawler.jobs.check import CheckResult
    from crawler.registry.model import Registry


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc check
  cchc check --registry tinh-khac.yaml

\b
Mã thoát: 0 hợp lệ (có thể có lưu ý); 2 có lỗi: tất cả lỗi được kể một lượt, kèm dòng, khóa và điều cần ghi.""",
)
@places
def command(registry: Path, db: Path) -> None:
    """Kiểm tra tệp đăng ký: mọi lỗi, kèm dòng và cách sửa; rồi kể các cơ quan và chuyên mục trong đó."""
    from crawler.jobs.check import check
    from crawler.jobs.known import known_for
    from crawler.registry.faults import RegistryError

    result = check(registry, known_for(registry))
    for warning in result.warnings:
        click.echo(f"Lưu ý: {warning}", err=True)
    if result.registry is None:
        raise RegistryError(result.faults)
    _print(registry, result, result.registry)


def _print(path: Path, result: CheckResult, registry: Registry) -> None:
    from rich.text import Text

    from crawler.cli.screen import console, safe, table
    from crawler.registry.sections import resolved_sections
    from reports.words import KINDS

    grid = table("Mã", "Cơ quan", "Loại", "Chuyên mục")
    sections = [section.owner for section in resolved_sections(registry)]
    if registry.portal:
        grid.add_row("portal", Text(safe(registry.portal.name)), "Cổng", str(sections.count("portal")))
    for agency in registry.agencies:
        kind = KINDS.get(agency.kind, agency.kind)
        grid.add_row(agency.id, Text(safe(agency.name)), Text(kind), str(sections.count(agency.id)))
    console().print(grid)
    unverified = f", {result.unverified} địa chỉ chưa được xác minh" if result.unverified else ""
    notes = f", {len(result.warnings)} lưu ý" if result.warnings else ""
    click.echo(
        f"{path} hợp lệ: kế hoạch năm {registry.plan.year}, {len(registry.plan.quotas)} chỉ tiêu, "
        f"{len(registry.agencies)} cơ quan, {result.sections} chuyên mục{unverified}{notes}."
    )
