"""Wall screens: they report themselves, and whoever looks after them sees which one is stale."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.errors import Refusal
from dashboard.domain.screen import Heartbeat
from dashboard.services.access import must
from dashboard.services.site import Site
from dashboard.storage import screens, site
from dashboard.storage.database import reading, writing
from dashboard.viewmodels.screen_list import ScreenList, build_screen_list

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_SCREENS = 200
_NAMED_KEPT, _UNNAMED_KEPT = timedelta(days=30), timedelta(days=1)

_log = logging.getLogger(__name__)


class TooManyScreens(Refusal):
    """One screen more than a city hall has walls: it is shown its pictures, but not listed."""

    code = "too-many-screens"


def record_heartbeat(site_: Site, beat: Heartbeat) -> None:
    """Keep what a screen says of itself; what it had to pass over goes to the log, once."""
    must(site_, Action.SEE)
    with writing(site_.engine) as connection:
        now = site.now()
        known = screens.find_fault(connection, beat.name)
        if known is None:
            _make_room(connection, now)
            screens.add_screen(connection, beat, now)
        else:
            current = beat.revision == site.load_revision(connection)
            screens.save_heartbeat(connection, beat, now, current=current)
    if beat.fault and beat.fault != known:
        _log.warning("the wall screen %s passed over: %s", beat.name, beat.fault)


def _make_room(connection: Connection, now: datetime) -> None:
    """Forget the screens that have long been silent; those that nobody named were a look at the wall from a desk."""
    screens.forget_screens(connection, named=True, before=now - _NAMED_KEPT)
    screens.forget_screens(connection, named=False, before=now - _UNNAMED_KEPT)
    if screens.count_screens(connection) >= MOST_SCREENS:
        raise TooManyScreens(f"已经登记了 {MOST_SCREENS} 块大屏，不再登记新的；画面照常显示。")


def list_screens(site_: Site) -> ScreenList:
    """Every screen that is known, the stale ones first."""
    must(site_, Action.SCREENS)
    with reading(site_.engine) as connection:
        return build_screen_list(screens.list_screens(connection), site.load_revision(connection), site.now())
