"""The indicator page's place on the site."""

from dashboard.web.page import Page
from dashboard.web.pages.indicator.callbacks import open_page, register

PAGE = Page("indicator", "/indicator/<code>", "指标", open_page, register)
