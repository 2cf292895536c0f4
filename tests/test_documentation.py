"""What the documents promise is there: commands, settings, words, files."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from dashboard.cli.main import app
from dashboard.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.zh-CN.md"]


def commands() -> list[str]:
    root = typer.main.get_command(app)
    found = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in below] if below else [name]
    return found


@pytest.mark.parametrize("readme", READMES)
def test_every_command_stands_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [command for command in commands() if command not in text] == []


def test_every_command_says_what_it_does() -> None:
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        for one in (command, *getattr(command, "commands", {}).values()):
            assert one.help, name


def test_every_setting_stands_in_the_operations_guide() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    names = [PREFIX + field.name.upper() for field in fields(Settings) if field.name != "origins"]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_links_and_pictures_of_the_readme_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in t]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_the_two_commands_and_the_first_thing_to_do(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for words in ("make run", "make test", "data/demo/2023-10-upload-me.csv", "/report", "/screen"):
        assert words in text


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
