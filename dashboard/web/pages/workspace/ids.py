"""The workspace's ids. A filter's id ends in the name that the address gives it."""

from dashboard.web.components.scope_bar import ScopeIds

PLAN = "workspace-plan"
MONTH = "workspace-month"
REGION = "workspace-region"
DEPARTMENT = "workspace-department"
ROLE = "workspace-role"
PILLAR = "workspace-pillar"
STATUS = "workspace-status"
TEXT = "workspace-text"

BODY = "workspace-body"
HEAT_OPEN = "workspace-heat-open"
HEAT_PLACE = "workspace-heat-place"
HEAT = "workspace-heat"
HEAT_TABLE = "workspace-heat-table"

FILTERS = (PLAN, MONTH, REGION, DEPARTMENT, ROLE, PILLAR, STATUS, TEXT)
SCOPE = ScopeIds(PLAN, MONTH, REGION, DEPARTMENT, ROLE, PILLAR, STATUS, TEXT)
