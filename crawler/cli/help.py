"""Help in Vietnamese: the words that click itself would write."""

from __future__ import annotations

import click


class VietnameseCommand(click.Command):
    """A command whose help is Vietnamese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[TÙY CHỌN]")
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return in_vietnamese(super().get_help_option(ctx))


class VietnameseGroup(click.Group):
    """A group whose help is Vietnamese throughout."""

    command_class = VietnameseCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "LỆNH [THAM SỐ]…", prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, one.get_short_help_str(200)) for name, one in commands if one])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return in_vietnamese(super().get_help_option(ctx))


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    records = [record for option in options if (record := option.get_help_record(ctx))]
    with formatter.section("Tùy chọn"):
        formatter.write_dl([(names, words.replace("[required]", "Bắt buộc.")) for names, words in records])


def in_vietnamese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "In hướng dẫn này rồi thoát."
    return option
