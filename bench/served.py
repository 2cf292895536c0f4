"""The product with one empty callback more: what an answer costs on this very server when nothing is done for it."""

from __future__ import annotations

import os

from bench.empty_callback import add_empty_callback
from dashboard.application import create_app
from dashboard.domain.access import Action
from dashboard.settings import Settings

app = create_app(Settings.from_environ(os.environ))
server = app.server
add_empty_callback(app)
app.claims.claim(app, Action.READ)
