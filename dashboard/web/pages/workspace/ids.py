"""The workspace's ids."""

from dashboard.web.components.scope_bar import scope_ids

SCOPE = scope_ids("workspace")

BODY = "workspace-body"
HEAT_OPEN = "workspace-heat-open"
HEAT_PLACE = "workspace-heat-place"
HEAT = "workspace-heat"
HEAT_TABLE = "workspace-heat-table"

PLAN, MONTH, REGION = SCOPE.plan, SCOPE.month, SCOPE.region
DEPARTMENT, PILLAR, STATUS = "workspace-department", "workspace-pillar", "workspace-status"
