"""The pages, in the order of the menu. The only list of them."""

from __future__ import annotations

from dashboard.web.page import Page
from dashboard.web.pages.admin.page import PAGE as ADMIN
from dashboard.web.pages.compare.page import PAGE as COMPARE
from dashboard.web.pages.indicator.page import PAGE as INDICATOR
from dashboard.web.pages.publish.page import PAGE as PUBLISH
from dashboard.web.pages.report.page import PAGE as REPORT
from dashboard.web.pages.screen.page import PAGE as SCREEN
from dashboard.web.pages.screens.page import PAGE as SCREENS
from dashboard.web.pages.tasks.page import PAGE as TASKS
from dashboard.web.pages.workspace.page import PAGE as WORKSPACE

PAGES: tuple[Page, ...] = (WORKSPACE, INDICATOR, TASKS, COMPARE, REPORT, PUBLISH, SCREEN, SCREENS, ADMIN)
