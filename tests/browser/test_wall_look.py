"""Every extreme wall at every shape, as somebody in front of it sees it: nothing cut, overlapping or too small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.stage import show_wall
from playwright.sync_api import Browser, Page
from walls import WALLS

SHAPES = [(1920, 1080), (3840, 1080), (6656, 1792), (5760, 1080), (1080, 1920)]
LIMITS = {"type": 20, "core": 64, "contrast": 4.5, "counties": ["1", "A"]}
PROBE = (Path(__file__).parent / "look_probe.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Iterator[Page]:
    """One browser page for all walls, without motion: what is looked at stands still."""
    with browser.new_context(reduced_motion="reduce", locale="zh-CN") as context:
        yield context.new_page()


@pytest.mark.parametrize("name", WALLS)
def test_nothing_is_clipped_overlaps_or_is_too_small_to_read(stage: Page, name: str) -> None:
    show_wall(stage, WALLS[name]())
    faults = []
    for width, height in SHAPES:
        stage.set_viewport_size({"width": width, "height": height})
        faults += [f"{width}x{height} {found}" for found in stage.evaluate(PROBE, LIMITS)]
    assert faults == []
