"""What a password must be, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.password import PasswordRules, is_often_used, password_fault
from dashboard.services.passwords import hash_password, is_password, make_one_time_password

RULES = PasswordRules()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Short-1", "至少要 12 位"),
        ("", "至少要 12 位"),
        ("x" * 201, "最多 200 位"),
        ("alllowercaseletters", "至少 2 类"),
        ("password1234", "太常见"),
        ("PASSWORD1234", "太常见"),
        ("1qaz2wsx3edc", "太常见"),
        ("111111111111a", "太常见"),
        ("9876543210987", "至少 2 类"),
        ("张三的长密码 2023年", "不要含账号名"),
        ("correct horse battery", None),
        ("滨州数字强市二〇二三 k", None),
        ("Tr0ub4dor&3 extra", None),
        (" 前后有空格也算数 1 ", None),
    ],
)
def test_a_password_is_taken_or_refused_with_a_reason(text: str, told: str | None) -> None:
    fault = password_fault(text, "张三", RULES)
    assert fault is None if told is None else told in (fault or "")


def test_the_rules_are_the_sites() -> None:
    assert password_fault("Abc-1234", "张三", PasswordRules(length=8, kinds=4)) is None
    assert "4 类" in (password_fault("abc-1234", "张三", PasswordRules(length=8, kinds=4)) or "")


@given(st.text(min_size=1, max_size=3))
def test_few_signs_over_and_over_are_too_common(signs: str) -> None:
    assert is_often_used(signs * 8)


def test_one_time_passwords_differ_and_meet_the_rules() -> None:
    made = {make_one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(password_fault(text, "张三", RULES) is None for text in made)


def test_a_hash_knows_its_password_alone() -> None:
    kept = hash_password("一个密码")
    assert is_password("一个密码", kept)
    assert not is_password("另一个密码", kept)
    assert not is_password("一个密码", None)
    assert not is_password("一个密码", "not a hash")
    assert hash_password("一个密码") != kept
