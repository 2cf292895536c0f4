"""What a password must be: long, of more than one kind of sign, and not what anybody would try first."""

from __future__ import annotations

from dataclasses import dataclass

_OFTEN = (
    "123456789012", "111111111111", "000000000000", "123456123456", "1234567890ab", "qwertyuiopas", "qwertyuiop123",
    "password1234", "passw0rd1234", "p@ssw0rd1234", "admin1234567", "administrator", "abcdefghijkl", "abcd12345678",
    "iloveyou1314", "woaini1314520", "5201314woaini", "aa1234567890", "qq1234567890", "1qaz2wsx3edc", "zaq12wsxcde3",
    "letmein12345", "welcome12345", "changeme1234", "a1b2c3d4e5f6",
)  # fmt: skip
_SEQUENCES = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
_LONGEST = 200  # signs; what is longer is no password but an attack on the hashing


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """How long, and of how many kinds of sign: small letters, capitals, digits, anything else."""

    length: int = 12
    kinds: int = 2


def password_fault(text: str, name: str, rules: PasswordRules) -> str | None:
    """Why a text cannot be the password of this account, in one sentence; None where it can."""
    if len(text) < rules.length:
        return f"新密码至少要 {rules.length} 位，现在是 {len(text)} 位。"
    if len(text) > _LONGEST:
        return f"新密码最多 {_LONGEST} 位。"
    if _kinds(text) < rules.kinds:
        return f"新密码要含小写字母、大写字母、数字、其他符号中的至少 {rules.kinds} 类。"
    if name and name.casefold() in text.casefold():
        return "新密码里不要含账号名。"
    if is_often_used(text):
        return "这个密码太常见，容易被猜到，请换一个。"
    return None


def is_often_used(text: str) -> bool:
    """Whether a text is among what is tried first: known ones, one sign over and over, a run along the keyboard."""
    plain = text.casefold()
    if plain in _OFTEN or len(set(plain)) < 5:
        return True
    return any(plain in run or plain[::-1] in run for run in _SEQUENCES)


def _kinds(text: str) -> int:
    kinds = {
        "small" if sign.islower() else "capital" if sign.isupper() else "digit" if sign.isdigit() else "other"
        for sign in text
    }
    return len(kinds)
