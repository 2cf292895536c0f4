"""How this installation is set up: read once from the environment, with defaults that make one machine work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from pathlib import Path

PREFIX = "DASHBOARD_"
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force; `origins` says for each setting where its value came from."""

    database_url: str = f"sqlite:///{_ROOT / 'data' / 'dashboard.db'}"
    plan_folder: Path = _ROOT / "data" / "plan"
    demo_folder: Path = _ROOT / "data" / "demo"
    assets_folder: Path = _ROOT / "assets"
    host: str = "127.0.0.1"
    port: int = 8050
    rotation_seconds: float = 15.0
    refresh_seconds: float = 2.0
    reload_at: time = time(3, 30)
    max_upload_megabytes: int = 50
    max_upload_rows: int = 1_000_000
    ranking: str = "all"
    report_day: int = 10
    allowed_hosts: str = ""
    trusted_proxies: int = 0
    proxy_addresses: str = ""
    https: bool = False
    log_requests: bool = True
    idle_minutes: int = 30
    session_hours: int = 12
    failures_allowed: int = 5
    lock_minutes: int = 30
    password_length: int = 12
    password_kinds: int = 2
    password_days: int = 0
    one_time_days: int = 7
    sign_ins_per_minute: int = 20
    uploads_per_minute: int = 30
    site_address: str = ""
    sign_on_unknown: str = "refuse"
    proxy_user_header: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name_claim: str = "sub"
    origins: tuple[tuple[str, str], ...] = ()

    @property
    def signs_on(self) -> bool:
        """Whether people also come in by another front door than the log-in form."""
        return bool(self.oidc_issuer or self.proxy_user_header)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """The settings of an environment; a value that does not fit is a ValueError naming the variable."""
        values: dict[str, object] = {}
        origins: dict[str, str] = {}
        for one in fields(cls):
            if one.name != "origins":
                variable = _variable(one.name, environ)
                origins[one.name] = variable or "default"
                if variable:
                    values[one.name] = _convert(one.name, variable, environ[variable])
        return cls(**values, origins=tuple(origins.items()))  # type: ignore[arg-type]


def _variable(name: str, environ: Mapping[str, str]) -> str | None:
    """The variable that sets a name; where ours is absent, another that means the same."""
    candidates = (PREFIX + name.upper(), _OTHERS.get(name, ""))
    return next((candidate for candidate in candidates if environ.get(candidate)), None)


def _convert(name: str, variable: str, text: str) -> object:
    default = getattr(Settings(), name)
    if name == "ranking":
        return _ranking(variable, text)
    if name == "sign_on_unknown":
        return _unknown(variable, text)
    if isinstance(default, bool):
        return _switch(variable, text)
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"{variable}: 要填整数，现在是“{text}”。")
        return int(text)
    if isinstance(default, float):
        return _seconds(variable, text)
    if isinstance(default, time):
        return _clock(variable, text)
    return Path(text) if isinstance(default, Path) else text


def _ranking(variable: str, text: str) -> str:
    if text.lower() not in _RANKINGS:
        raise ValueError(f"{variable}: 请写 all、own 或 none，现在是“{text}”。")
    return _RANKINGS[text.lower()]


def _unknown(variable: str, text: str) -> str:
    if text.lower() not in ("refuse", "viewer"):
        raise ValueError(f"{variable}: 请写 refuse 或 viewer，现在是“{text}”。")
    return text.lower()


def _switch(variable: str, text: str) -> bool:
    if text.lower() not in _SWITCH:
        raise ValueError(f"{variable}: 请写 on 或 off，现在是“{text}”。")
    return _SWITCH[text.lower()]


def _seconds(variable: str, text: str) -> float:
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text, re.ASCII) or not float(text):
        raise ValueError(f"{variable}: 要填大于 0 的秒数，现在是“{text}”。")
    return float(text)


def _clock(variable: str, text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise ValueError(f"{variable}: 要填几点几分，如 03:30，现在是“{text}”。") from None


# The hosting world's name for the database; the name and the words that the ranking had as a switch.
_OTHERS = {"database_url": "DATABASE_URL", "ranking": "DASHBOARD_SHOW_RANKING"}
_SWITCH = {"on": True, "true": True, "1": True, "yes": True, "off": False, "false": False, "0": False, "no": False}
_RANKINGS = {
    **{word: word for word in ("all", "own", "none")},
    **{word: "all" if shown else "none" for word, shown in _SWITCH.items()},
}
