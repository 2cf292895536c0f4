"""The comparison's ids."""

from dashboard.viewmodels.comparison import VARIED, WITH
from dashboard.web.components.scope_bar import scope_ids

SCOPE = scope_ids("compare", "department", "role", "pillar", "text")
OTHERS = tuple(f"compare-{WITH}{name}" for name in VARIED)
"""The controls of the other side, in the order of the filters that may differ."""
BODY = "compare-body"
