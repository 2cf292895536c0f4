"""The comparison's place on the site."""

from dashboard.web.page import Page
from dashboard.web.pages.compare.callbacks import open_page, register

PAGE = Page("compare", "/compare", "对比", open_page, register)
