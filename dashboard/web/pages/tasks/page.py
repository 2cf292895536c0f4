"""The inspection list's place on the site."""

from dashboard.web.page import Page
from dashboard.web.pages.tasks.callbacks import open_page, register

PAGE = Page("tasks", "/tasks", "督查台账", open_page, register, in_menu="督查台账")
