"""A page that asks past Dash's renderer: what assets/js/asking.js needs to put the question as the renderer would."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import Output, State


def asks(trigger: str, controls: Sequence[str], answered: Sequence[Output], beside: Sequence[State]) -> dict[str, str]:
    """The attribute of the page's element that says how to ask its callback.

    The callback is set off by a store that nothing ever writes to, so that the renderer leaves it alone; its states are
    the controls' values and what stands beside them.
    """
    parts = [{"id": part.component_id, "property": part.component_property} for part in answered]
    form = {
        "trigger": trigger,
        "controls": list(controls),
        "beside": [{"id": part.component_id, "property": part.component_property} for part in beside],
        "output": "..{}..".format("...".join(f"{part['id']}.{part['property']}" for part in parts)),
        "outputs": parts,
    }
    return {"data-asks": json.dumps(form)}
