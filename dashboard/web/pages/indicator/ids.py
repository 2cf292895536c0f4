"""The indicator page's ids. A filter's id ends in the name that the address gives it."""

from dashboard.web.components.scope_bar import ScopeIds

CODE = "indicator-code"
KEPT = "indicator-kept"
PLAN = "indicator-plan"
MONTH = "indicator-month"
REGION = "indicator-region"

BODY = "indicator-body"
PATH = "indicator-path"
PATH_TABLE = "indicator-path-table"

FILTERS = (PLAN, MONTH, REGION)
SCOPE = ScopeIds(PLAN, MONTH, REGION)
