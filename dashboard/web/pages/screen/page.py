"""The wall as a page of the site: markup alone, which redraws itself from its own address, without Dash's renderer."""

from dashboard.web.page import Page
from dashboard.web.pages.screen.loading import load_wall

_USES = ("css/00-tokens.css", "css/30-screen.css", "vendor/idiomorph/idiomorph.min.js", "js/screen.js")

PAGE = Page("screen", "/screen", "大屏", in_menu="大屏", markup=load_wall, uses=_USES)
