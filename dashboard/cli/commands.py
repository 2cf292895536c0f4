"""Wrong use of the command line, said in a sentence of the interface's language and ended with exit code 2."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

from typer import Abort

# Typer carries its Click along under this name, and raises what stands there; requirements.txt pins which.
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperGroup

from dashboard.cli.console import REFUSED, WRONG_USE, WRONG_USE_CODE, say, tell_refusal

_UNKNOWN = re.compile(r"No such command '(.*)'")
_EXTRA = re.compile(r"extra argument.* \((.*)\)")
_QUOTED = re.compile(r"'([^']*)'")


class Commands(TyperGroup):
    """All commands; what Click says of a wrong use in English is said in our own words."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that the words name, and end with its exit code."""
        try:
            ended = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except NoArgsIsHelpError as fault:
            say(fault.format_message())
            sys.exit(WRONG_USE)
        except UsageError as fault:
            path = fault.ctx.command_path if fault.ctx else "python -m dashboard"
            words = sys.argv if args is None else args  # no command has taken its options apart
            tell_refusal(WRONG_USE_CODE, f"{sentence_of(fault)}用法见 {path} --help。", "--json" in words)
            sys.exit(WRONG_USE)
        except ClickException as fault:
            say(fault.format_message())
            sys.exit(fault.exit_code)
        except Abort:
            say("已取消，什么都没有改动。")
            sys.exit(REFUSED)
        sys.exit(ended if isinstance(ended, int) else 0)


def sentence_of(fault: UsageError) -> str:
    """What is wrong, with what can be written instead where that is known."""
    match fault:
        case NoSuchOption():
            return f"没有选项 {fault.option_name}。{_instead(fault.possibilities)}"
        case BadOptionUsage():
            return f"选项 {fault.option_name} 后面要写值。"
        case MissingParameter():
            return f"缺少 {_name(fault)}。"
        case BadParameter():
            return f"{_name(fault)} 的值不对。{_choices(fault.message)}"
    return _other(fault.message)


def _other(message: str) -> str:
    if unknown := _UNKNOWN.search(message):
        return f"没有命令“{unknown[1]}”。"
    if extra := _EXTRA.search(message):
        return f"多出了“{extra[1]}”。"
    return "命令写得不对。"


def _name(fault: BadParameter) -> str:
    """The option as it is written, or the argument as the help names it."""
    if fault.param is None:
        return "参数"
    return fault.param.opts[0] if fault.param.param_type_name == "option" else str(fault.param.name)


def _choices(message: str) -> str:
    names = _QUOTED.findall(message.partition("one of")[2])
    return f"可以是 {'、'.join(names)}。" if names else ""


def _instead(possibilities: Sequence[str] | None) -> str:
    return f"是不是 {'、'.join(sorted(possibilities))}？" if possibilities else ""
