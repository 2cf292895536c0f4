"""The publishing page's place on the site."""

from dashboard.domain.access import Action
from dashboard.web.page import Page
from dashboard.web.pages.publish.callbacks import open_page, register

PAGE = Page("publish", "/publish", "审核发布", open_page, register, in_menu="审核发布", action=Action.PUBLISH)
