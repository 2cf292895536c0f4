"""The workspace's ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.viewmodels.arrangement import NAMES
from dashboard.web.components.scope_bar import scope_ids

SCOPE = scope_ids("workspace")
ARRANGEMENT = tuple(f"workspace-{name}" for name in NAMES)
CONTROLS = (*SCOPE.controls, *ARRANGEMENT)

BODY = "workspace-body"
ASKED = "workspace-asked"
NOTES, LAMPS, PILLARS = "workspace-notes", "workspace-lamps", "workspace-pillars"
LIST_HEAD, LIST, REGIONS, FOOT = "workspace-list-head", "workspace-list", "workspace-regions", "workspace-foot"
PARTS = {
    NOTES: "notes", LAMPS: "lamps", PILLARS: "pillars", LIST_HEAD: "list_head", LIST: "list", REGIONS: "regions",
    FOOT: "foot",
}  # fmt: skip
"""The parts of the page that a filter redraws, and the template of each."""
HEAT_SECTION = "workspace-heat-section"
HEAT_VIEW = "workspace-heat-view"
HEAT_PLACE = "workspace-heat-place"
HEAT = "workspace-heat"
HEAT_TABLE = "workspace-heat-table"

PLAN, MONTH, REGION = SCOPE.plan, SCOPE.month, SCOPE.region
DEPARTMENT, PILLAR, STATUS = "workspace-department", "workspace-pillar", "workspace-status"


def query(values: Sequence[Any]) -> dict[str, str | None]:
    """The values of the scope's controls and of the arrangement under the names that the address gives them."""
    scope = len(SCOPE.controls)
    return SCOPE.query(values[:scope]) | dict(zip(NAMES, values[scope:], strict=True))
