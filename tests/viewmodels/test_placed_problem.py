"""A problem taken apart: its place, its cell, its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.problem import Level, Problem
from dashboard.viewmodels.placed_problem import place_problem


def placed(message, *, line=20, column="县（市、区）", code="region-unknown"):
    return place_problem(Problem(line, column, Level.ERROR, code, message))


@pytest.mark.parametrize(
    ("message", "letter", "cell", "sentence"),
    [
        ("第 20 行 C 列 县（市、区）“惠名县”：没有这个地区。", "C", "惠名县", "没有这个地区。"),
        ("第 20 行 C 列 县（市、区）：是空的。", "C", None, "是空的。"),
        ("第 20 行：格数太多。", None, None, "格数太多。"),
        ("第 20 行 C 列 县（市、区）“a：b”：看不懂：请核对。", "C", "a：b", "看不懂：请核对。"),
        ("第 20 行 C 列 县（市、区）“一\n二”：看不懂。", "C", "一\n二", "看不懂。"),
        ("有1行（第20行）是签名，没有保存。", None, None, "有1行（第20行）是签名，没有保存。"),
    ],
)
def test_the_place_is_taken_off_the_sentence(message, letter, cell, sentence):
    found = placed(message)
    assert (found.letter, found.cell, found.sentence) == (letter, cell, sentence)


def test_a_problem_of_the_whole_file_keeps_its_sentence():
    found = placed("表头之上有 3 行。", line=None, column=None)
    assert (found.sentence, found.is_placed) == ("表头之上有 3 行。", False)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("8O", [("8", False), ("O", True)]),
        ("l2Oo3", [("l", True), ("2", False), ("Oo", True), ("3", False)]),
        ("12", [("12", False)]),
    ],
)
def test_letters_that_look_like_digits_are_marked(cell, parts):
    found = placed(f"第 20 行 C 列 县（市、区）“{cell}”：有字母。", code="letter-in-number")
    assert list(found.cell_parts) == parts


def test_letters_of_a_name_are_left_alone():
    assert list(placed("第 20 行 C 列 县（市、区）“Ohio”：没有。").cell_parts) == [("Ohio", False)]


@given(st.text(alphabet="8O0olI|x\n“”：", max_size=12))
def test_the_parts_of_a_cell_make_the_cell(cell):
    found = placed(f"第 20 行 C 列 县（市、区）“{cell}”：有字母。", code="letter-in-number")
    assert "".join(text for text, _ in found.cell_parts) == (found.cell or "")
