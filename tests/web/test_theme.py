"""Charts name roles that the stylesheets give a colour in every theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.domain.status import Status
from dashboard.web import theme

CSS = Path(__file__).resolve().parents[2] / "assets" / "css"
ROLES = (
    *theme.STATUS_COLOURS.values(),
    *theme.STATUS_FILLS.values(),
    *theme.STATUS_TINTS.values(),
    *theme.STATUS_LETTERS.values(),
    theme.INK,
    theme.INK_2,
    theme.RULE,
    theme.SURFACE,
)


def _roles_of(name: str) -> dict[str, str]:
    """The colours of one theme, over those of the root."""
    sheets = (CSS / "00-tokens.css").read_text("utf-8") + (CSS / "10-base.css").read_text("utf-8")
    blocks = re.findall(r'(:root[^{]*|\[data-theme="(?:light|dark)"\]) \{([^}]*)\}', sheets)
    found: dict[str, str] = {}
    for selector, body in blocks:
        if selector.startswith(":root") or name in selector:
            found |= dict(re.findall(r"(--[a-z0-9-]+):\s*([^;]+);", body))
    return found


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("role", sorted(set(ROLES)))
def test_every_role_of_a_chart_has_a_colour(name: str, role: str) -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", _roles_of(name)[role])


@pytest.mark.parametrize("status", Status)
def test_every_lamp_has_a_role_of_its_own_name(status: Status) -> None:
    assert theme.STATUS_COLOURS[status] == f"--{status.value.lower().replace('_', '-')}"
    assert status in theme.STATUS_SIGNS


def _brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("status", Status)
def test_letters_on_a_cell_can_be_read(name: str, status: Status) -> None:
    roles = _roles_of(name)
    lights = sorted(_brightness(roles[table[status]]) for table in (theme.STATUS_LETTERS, theme.STATUS_TINTS))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5
