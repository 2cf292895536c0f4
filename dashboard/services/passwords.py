"""Passwords: hashed with Argon2id, compared in the same time whoever is asked for, made up where one is needed once."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106 leaves the memory to the machine; these are OWASP's least, so that eight log-ins at once fit in 160 MB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
_GROUPS, _GROUP = 4, 5


def hash_password(text: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(text)


def is_password(text: str, kept: str | None) -> bool:
    """Whether a text is the password that was kept; takes as long where none was."""
    try:
        return _HASHER.verify(kept or _nobodys(), text) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than new ones are."""
    return _HASHER.check_needs_rehash(kept)


def make_one_time_password() -> str:
    """A password that nobody can guess and somebody can read out: 115 bits in four groups."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe())
