"""The inspection list's ids. A filter's id ends in the name that the address gives it."""

from dashboard.web.components.scope_bar import scope_ids

SCOPE = scope_ids("tasks")
ONLY = "tasks-only"
"""What alone is listed of every task: what is behind, or the milestones that are late."""

BODY = "tasks-body"
STEP = "tasks-step"
"""What a form was sent with: a milestone marked or taken back, a note."""
SAID = "tasks-said"
"""How that ended, for the dialog that asked."""
HEARD = "tasks-heard"
DIALOGS = "tasks-dialogs"
