"""The list of wall screens' place on the site."""

from dashboard.domain.access import Action
from dashboard.web.page import Page
from dashboard.web.pages.screens.callbacks import open_page, register

PAGE = Page("screens", "/screens", "大屏状态", open_page, register, in_menu="大屏状态", action=Action.SCREENS)
