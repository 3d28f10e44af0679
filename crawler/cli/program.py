"""The program `cchc`: its commands, and how a failure becomes a message and an exit code."""

from __future__ import annotations

import io
import logging
import os
import sys
from importlib import import_module
from typing import Any

import click

from crawler import __version__
from crawler.cli.help import VietnameseGroup
from crawler.cli.messages import translated
from crawler.errors import CchcError

# name -> module under crawler.cli with a command `command`; loaded when asked for, so that `cchc --help` is quick.
COMMANDS = {
    "demo": "demo",
    "check": "check",
    "onboard": "onboard",
    "crawl": "crawl",
    "counts": "counts",
    "posts": "posts",
    "explain": "explain",
    "review": "review",
    "add": "add",
    "attest": "attest",
    "reclassify": "reclassify",
    "verify": "verify",
    "export": "export",
    "report": "report",
    "nightly": "nightly",
    "status": "status",
    "backup": "backup",
    "restore": "restore",
    "extract": "extract",
    "classify": "classify",
    "evaluate": "evaluate",
}


class Program(VietnameseGroup):
    """The group of all commands. A user's mistake is a message on stderr and an exit code, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"crawler.cli.{COMMANDS[cmd_name]}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Ends the process with the exit code; `args` None: those of the process."""
        given: dict[str, Any] = dict(zip(("args", "prog_name"), args, strict=False)) | kwargs
        asked = given.get("args")
        speak_utf8()
        logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
        sys.exit(self._code(sys.argv[1:] if asked is None else list(asked), given.get("prog_name") or "cchc"))

    def _code(self, args: list[str], prog_name: str) -> int:
        """Runs the command; returns the exit code (interface, "Commands")."""
        try:
            with self.make_context(prog_name, args) as context:
                code = self.invoke(context)
            sys.stdout.flush()
        except CchcError as error:
            return _fail(str(error), error.exit_code)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            return error.exit_code
        except click.ClickException as error:
            return _fail(translated(error), error.exit_code)
        except click.exceptions.Exit as asked:
            return asked.exit_code
        except (click.Abort, KeyboardInterrupt):
            return _fail("Đã dừng theo yêu cầu.", 1)
        except BrokenPipeError:  # `cchc posts | head` has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:  # a folder that can't be written, a full disk
            where = f" {error.filename}" if error.filename else ""
            return _fail(f"Không đọc hoặc ghi được{where}: {error.strerror}. Hãy kiểm tra đường dẫn, quyền và đĩa.", 1)
        return code if isinstance(code, int) else 0


@click.group(
    cls=Program,
    context_settings={"max_content_width": 100},
    epilog="""\b
Lần đầu:      cchc demo                  xem cả công việc trên một tỉnh mẫu, không cần mạng
Hằng tháng:   cchc check                 kiểm tra tệp đăng ký
              cchc crawl                 đọc các trang
              cchc counts                xem số đếm và kết luận
              cchc report --out baocao   lập báo cáo

\b
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số hoặc sai tệp đăng ký; 3 đã đọc nhưng có chuyên mục chưa đọc đủ;
4 một lần thu thập khác đang giữ chuyên mục.""",
)
@click.version_option(__version__, "--version", prog_name="cchc", message="%(prog)s %(version)s", help="In phiên bản.")
def program() -> None:
    """Kiểm tra việc thông tin, tuyên truyền cải cách hành chính (CCHC) của các cơ quan trong một tỉnh.

    Tệp đăng ký (site_registry.yaml) ghi các cơ quan, nơi họ đăng tin, bài và chỉ tiêu phải đạt. Chương trình đọc các
    trang đó, nhận ra tin, bài về CCHC, đếm theo tháng, tuần và kết luận từng chỉ tiêu kèm bằng chứng.
    """


def main() -> None:
    """What the command `cchc` runs."""
    program.main(prog_name="cchc")


def speak_utf8() -> None:
    """Makes the streams UTF-8 whatever the locale says; what a terminal can't show must not stop the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str, code: int) -> int:
    click.echo(f"Lỗi: {message}", err=True)
    return code
