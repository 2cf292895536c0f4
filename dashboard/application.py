"""The composition root: settings in, the whole site out. Nothing imports this but the entry points."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask, Response, send_from_directory

from dashboard.domain.access import Account, Action, Role
from dashboard.services import installing, signing_in
from dashboard.services.site import Site, open_site
from dashboard.settings import Settings
from dashboard.web import shell, sign_on
from dashboard.web.access import LOOPBACK, present_account
from dashboard.web.api import serve_api
from dashboard.web.bundle import ENDPOINT as BUNDLE
from dashboard.web.bundle import age, serve_bundles
from dashboard.web.claims import Claims
from dashboard.web.compression import compress_answers
from dashboard.web.guard import guard
from dashboard.web.lasting import keep_answers
from dashboard.web.menu import PAGES
from dashboard.web.protection import protect, trust_proxies
from dashboard.web.report_files import serve_report_files
from dashboard.web.sign_in import ENDPOINTS, serve_sign_in
from dashboard.web.sign_on import check_sign_on, serve_sign_on
from dashboard.web.watching import serve_metrics, watch

_YEAR = 365 * 24 * 3600
_PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
_BOOTSTRAP = "/assets/vendor/bootstrap/bootstrap.min.css?v=5.3.9"
_IDIOMORPH = "/assets/vendor/idiomorph/idiomorph.min.js?v=0.8.0"
_ROOM_FOR_A_FORM = 1024 * 1024


def create_app(settings: Settings) -> shell.Board:
    """The site of these settings, ready to serve; `app.server` is the WSGI application."""
    check_sign_on(settings)
    site = open_site(settings).asking(present_account)
    server = _server(settings, site)
    serve_api(server, site)
    serve_report_files(server, site)
    serve_sign_in(server, site)
    serve_sign_on(server, site)
    serve_metrics(server, site)
    serve_bundles(server, settings.assets_folder, PAGES)
    claims = Claims()
    claims.open("api.healthz")
    claims.greet(*ENDPOINTS, *sign_on.ENDPOINTS)
    app = shell.Board(
        __name__,
        server=server,
        title=shell.TITLE,
        update_title="",
        assets_folder=str(settings.assets_folder),
        assets_path_ignore=["^vendor$"],
        assets_ignore="screen",  # the wall names its own
        external_stylesheets=[_BOOTSTRAP],
        external_scripts=[_IDIOMORPH],
        suppress_callback_exceptions=True,
        enable_mcp=False,
        on_error=shell.on_error,
    )
    app.site, app.pages, app.claims = site, PAGES, claims
    app.layout = shell.frame()
    _register_all(app, site, claims)
    guard(server, site, app, claims)
    watch(server, site, claims.callbacks)
    protect(server, app.csp_hashes())
    server.test_client().get("/healthz")  # Dash 4.4.1 finishes its set-up at the first request, and not safely at two
    return app


def _register_all(app: shell.Board, site: Site, claims: Claims) -> None:
    """Attach every page; what a page brings serves the page's action, everything else reading."""
    claims.claim(app, Action.SEE, only=["api.revision", "static", BUNDLE])
    claims.claim(app, Action.READ, only=["metrics"])
    shell.register(app, site, PAGES)
    claims.claim(app, Action.READ)
    for page in PAGES:
        if page.register:
            page.register(app, site)
        claims.claim(app, page.action)


def prepare_first_start(settings: Settings) -> None:
    """Make a database that is not there yet, with the demonstration where it is the one of a trial on this machine."""
    site = open_site(settings).acting(Account("first start", Role.ADMINISTRATOR))
    if not installing.is_installed(site):
        trial = settings.database_url == Settings().database_url
        print("\n".join(installing.install(site, demo=trial)), flush=True)
    site.engine.dispose()


def how_to_enter(settings: Settings) -> str:
    """What somebody who has just started the site has to know to get in."""
    site = open_site(settings)
    has_accounts = not signing_in.is_trial(site)
    site.engine.dispose()
    if has_accounts:
        return "用账号登录。忘记密码：python -m dashboard account reset 名字"
    first = "建立第一个账号：python -m dashboard account add 名字 --role administrator"
    is_here = settings.host in LOOPBACK
    return f"试用：在本机打开，不用登录。{first}，试用随即结束。" if is_here else f"还没有账号，谁也进不去。{first}"


def _server(settings: Settings, site: Site) -> Flask:
    server = Flask("dashboard")
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR
    server.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # no other site's page is to ask anything
    server.config["MAX_CONTENT_LENGTH"] = settings.max_upload_megabytes * 1024 * 1024 + _ROOM_FOR_A_FORM
    server.json.sort_keys = False  # type: ignore[attr-defined]
    server.json.ensure_ascii = False  # type: ignore[attr-defined]
    _serve_plotly(server, settings.assets_folder)
    trust_proxies(server, settings.trusted_proxies, settings.proxy_addresses, settings.https)
    keep_answers(server, site, _documents(settings.assets_folder))
    compress_answers(server)
    return server


def _documents(assets: Path) -> dict[str, Callable[[], float]]:
    """Where pages of markup are, each with the age of the files that it consists of beside its numbers."""
    return {page.path: partial(age, assets, (*page.uses, *page.uses_later)) for page in PAGES if page.markup}


def _serve_plotly(server: Flask, assets: Path) -> None:
    """Answer Dash's request for Plotly, made when the first graph appears, with the bundle of the traces drawn here."""

    @server.get(_PLOTLY)
    def plotly_bundle() -> Response:
        # asked for without a version, so the browser must ask again: an ETag makes that a 304
        return send_from_directory(assets / "vendor" / "plotly", "plotly.min.js", max_age=0, conditional=True)
