"""The report page's place on the site."""

from dashboard.domain.access import Action
from dashboard.web.page import Page
from dashboard.web.pages.report.callbacks import register
from dashboard.web.pages.report.loading import open_page

PAGE = Page("report", "/report", "报送", open_page, register, in_menu="报送", action=Action.REPORT)
