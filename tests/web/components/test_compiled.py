"""Templates are compiled once, and again when they or the way of compiling them change."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from dashboard.web.components.compiled import CompiledTemplates, compiled_templates


def drawn(folder: Path, source: str, recipe: str = "", *, trim: bool = False) -> str:
    environment = Environment(
        loader=DictLoader({"page.html": source}),
        autoescape=True,
        trim_blocks=trim,
        bytecode_cache=CompiledTemplates(recipe, str(folder)),
    )
    return environment.get_template("page.html").render(name="甲")


def test_a_compiled_template_is_kept_and_used(tmp_path: Path) -> None:
    assert drawn(tmp_path, "{{ name }}县") == "甲县"
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    assert drawn(tmp_path, "{{ name }}县") == "甲县"
    assert [file.stat().st_mtime_ns for file in tmp_path.iterdir()] == [written]


def test_another_source_or_another_recipe_is_compiled_anew(tmp_path: Path) -> None:
    source = "{% if name %}\n{{ name }}{% endif %}"
    assert drawn(tmp_path, source, "plain") == "\n甲"
    assert drawn(tmp_path, source, "trimmed", trim=True) == "甲"
    assert drawn(tmp_path, "{{ name }}市", "trimmed", trim=True) == "甲市"


def test_where_nothing_can_be_written_pages_are_drawn_all_the_same(tmp_path: Path) -> None:
    assert drawn(tmp_path / "absent", "{{ name }}县") == "甲县"
    assert not list(tmp_path.iterdir())


def test_without_a_folder_of_our_own_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    assert compiled_templates("") is None
