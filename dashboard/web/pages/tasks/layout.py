"""How the inspection list is drawn."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.viewmodels.filters import Unknown
from dashboard.viewmodels.scope_choices import ScopeChoices
from dashboard.viewmodels.task_list import TaskList
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.components.scope_bar import scope_bar
from dashboard.web.pages.tasks import ids


def layout(tasks: TaskList, choices: ScopeChoices, unknown: Unknown, longest: int) -> html.Div:
    """The whole page; `longest` is how many characters a note may have."""
    assessment, filters = tasks.assessment, tasks.filters
    return html.Div(
        [
            scope_bar(ids.SCOPE, choices, assessment.plan, filters, assessment.as_of),
            dbc.Input(id=ids.ONLY, type="hidden", value=tasks.focus.value if tasks.focus else ""),
            dcc.Store(id=ids.STEP),
            dcc.Store(id=ids.SAID),
            html.Div(id=ids.HEARD, role="status", className="only-heard"),
            fragment(ids.BODY, body(tasks, unknown)),
            fragment(ids.DIALOGS, draw("tasks/dialogs.html", longest=longest)),
        ],
        className="tasks",
    )


def body(tasks: TaskList, unknown: Unknown = ()) -> str:
    """Everything below the scope bar."""
    assessment = tasks.assessment
    plan = assessment.plan
    return draw("tasks/body.html", tasks=tasks, a=assessment, plan=plan, f=tasks.filters, unknown=unknown)
