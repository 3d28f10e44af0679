"""`cchc check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import output_format, places

if TYPE_CHECKING:
    from crawler.jobs.check import CheckResult
    from crawler.jobs.check_online import SectionSeen
    from crawler.registry.model import Registry


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc check
  cchc check --registry tinh-khac.yaml
  cchc check --online                     hỏi thử từng chuyên mục: có trả lời, có đọc được danh sách không

\b
Mã thoát: 0 hợp lệ (có thể có lưu ý), với --online: mọi chuyên mục đều trả lời và đọc được; 2 có lỗi: tất cả lỗi
được kể một lượt, kèm dòng, khóa và điều cần ghi; 3 (chỉ --online) có chuyên mục không trả lời hoặc không đọc được.""",
)
@click.option("--online", is_flag=True, help="Hỏi thử từng chuyên mục: mã, TLS, robots.txt, số mục, ngày mới nhất.")
@output_format("table", "json")
@places
def command(online: bool, form: str, registry: Path, db: Path) -> int:
    """Kiểm tra tệp đăng ký: mọi lỗi, kèm dòng và cách sửa; với --online thì hỏi thử cả các chuyên mục."""
    from crawler.cli.screen import print_json
    from crawler.cli.sectionstable import print_sections
    from crawler.jobs.check import check
    from crawler.jobs.known import known_for
    from crawler.registry.faults import RegistryError

    result = check(registry, known_for(registry))
    for warning in result.warnings:
        click.echo(f"Lưu ý: {warning}", err=True)
    if result.registry is None:
        raise RegistryError(result.faults)
    seen = _ask(result.registry) if online else None
    if form == "json":
        print_json(as_data(result, result.registry, seen))
    else:
        _print(registry, result, result.registry)
        print_sections(seen or ())
    return 3 if seen and not all(one.answers for one in seen) else 0


def _ask(registry: Registry) -> tuple[SectionSeen, ...]:
    from datetime import UTC, datetime

    from crawler.jobs.check_online import check_online

    return check_online(registry, datetime.now(UTC))


def as_data(result: CheckResult, registry: Registry, seen: tuple[SectionSeen, ...] | None) -> dict[str, Any]:
    """The check as plain data; `online` is null where the sections were not asked."""
    from crawler.cli.sectionstable import section_data

    return {
        "year": registry.plan.year,
        "quotas": len(registry.plan.quotas),
        "agencies": len(registry.agencies),
        "sections": result.sections,
        "unverified": result.unverified,
        "warnings": [str(warning) for warning in result.warnings],
        "online": None if seen is None else [section_data(one) for one in seen],
    }


def _print(path: Path, result: CheckResult, registry: Registry) -> None:
    from rich.text import Text

    from crawler.cli.screen import console, safe, table
    from crawler.registry.sections import resolved_sections
    from reports.words import KINDS

    grid = table("Mã", "Cơ quan", "Loại", "Chuyên mục")
    grid.columns[0].no_wrap = True  # what one copies
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
