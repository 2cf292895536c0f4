"""The workspace's place on the site."""

from dashboard.web.page import Page
from dashboard.web.pages.workspace.callbacks import open_page, register

PAGE = Page("workspace", "/", "工作台", open_page, register, in_menu="工作台")
