"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "dashboard").rglob("*.py"))
FILES_AT_MOST, FUNCTIONS_AT_MOST, MEDIAN_AT_MOST = 250, 50, 10


def functions(file: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_point_downwards() -> None:
    found = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_stay_small(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= FILES_AT_MOST
    assert [f.name for f in functions(file) if length(f) > FUNCTIONS_AT_MOST] == []


def test_functions_are_short_at_the_median() -> None:
    assert statistics.median(length(f) for file in CODE for f in functions(file)) <= MEDIAN_AT_MOST


def test_every_public_function_and_class_says_what_it_gives() -> None:
    silent = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in CODE
        if "migrations" not in file.parts
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_packages_hold_a_docstring_and_nothing_else() -> None:
    for file in CODE:
        if file.name == "__init__.py":
            body = ast.parse(file.read_text("utf-8")).body
            assert len(body) == 1, file
            assert ast.get_docstring(ast.parse(file.read_text("utf-8"))), file


def test_no_style_stands_in_python_and_no_address_of_another_site_anywhere() -> None:
    shown = [
        *CODE,
        *(ROOT / "dashboard").rglob("*.html"),
        *(ROOT / "assets").glob("*/*.css"),
        *(ROOT / "assets").glob("*/*.js"),
    ]
    foreign = re.compile(r"https?://(?!www\.w3\.org|127\.0\.0\.1|localhost)[\w.-]+")
    for file in shown:
        text = file.read_text("utf-8")
        assert not foreign.search(text), file
        if file.suffix == ".py":
            assert "style={" not in text, file


def test_no_float_reaches_the_domain() -> None:
    likeness = "names.py"  # how alike two words are is no value of the plan
    for file in (ROOT / "dashboard" / "domain").glob("*.py"):
        if file.name == likeness:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            assert not (isinstance(node, ast.Name) and node.id == "float"), file


def test_no_module_is_named_for_nothing() -> None:
    banned = {"utils", "helpers", "common", "manager", "base", "misc"}
    assert not banned & {file.stem for file in CODE}


def test_old_browsers_can_read_our_styles_and_scripts() -> None:
    css = re.compile(r":has\(|@container|\bdvh\b|\binset:|[{;]\s*aspect-ratio|color-mix")
    js = re.compile(r"\.at\(|structuredClone|Object\.hasOwn|replaceAll")
    for file in (ROOT / "assets" / "css").glob("*.css"):
        assert not css.search(re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.S)), file
    for file in (ROOT / "assets" / "js").glob("*.js"):
        assert not js.search(file.read_text("utf-8")), file


def test_scripts_and_styles_of_the_page_stand_in_files() -> None:
    for file in (ROOT / "dashboard").rglob("*.html"):
        text = file.read_text("utf-8")
        text = text.replace('<script type="text/html">', "")  # holds text, which no browser runs
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), file
        assert not re.search(r"\son\w+=", text), file
