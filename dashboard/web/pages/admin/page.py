"""The administration page's place on the site."""

from dashboard.domain.access import Action
from dashboard.web.page import Page
from dashboard.web.pages.admin.callbacks import open_page, register

PAGE = Page("admin", "/admin", "管理", open_page, register, in_menu="管理", action=Action.ACCOUNTS)
