"""How this installation is set up: read once from the environment, with defaults that make one machine work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
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
    rotation_seconds: int = 15
    refresh_seconds: int = 2
    max_upload_megabytes: int = 50
    max_upload_rows: int = 1_000_000
    show_ranking: bool = True
    origins: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """The settings of an environment; a value that does not fit is a ValueError naming the variable."""
        values: dict[str, object] = {}
        origins: dict[str, str] = {}
        for field in fields(cls):
            if field.name != "origins":
                variable = _variable(field.name, environ)
                origins[field.name] = variable or "default"
                if variable:
                    values[field.name] = _convert(variable, environ[variable], getattr(cls(), field.name))
        return cls(**values, origins=tuple(origins.items()))  # type: ignore[arg-type]


def _variable(name: str, environ: Mapping[str, str]) -> str | None:
    """The variable that sets a name; the hosting world's DATABASE_URL counts where ours is absent."""
    candidates = [PREFIX + name.upper()] + (["DATABASE_URL"] if name == "database_url" else [])
    return next((candidate for candidate in candidates if environ.get(candidate)), None)


def _convert(variable: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() not in _SWITCH:
            raise ValueError(f"{variable}: 请写 on 或 off，现在是“{text}”。")
        return _SWITCH[text.lower()]
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"{variable}: 要填整数，现在是“{text}”。")
        return int(text)
    return Path(text) if isinstance(default, Path) else text


_SWITCH = {"on": True, "true": True, "1": True, "yes": True, "off": False, "false": False, "0": False, "no": False}
