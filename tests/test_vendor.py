"""What other people wrote and assets/vendor carries: recorded, licensed, and asking nobody outside."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).parents[1] / "assets" / "vendor"
PACKAGES: list[dict[str, Any]] = tomllib.loads((VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))["package"]
FILES = {name: digest for package in PACKAGES for name, digest in package["files"].items()}
CODE = [name for name in FILES if name.endswith((".css", ".js"))]

# Names of XML vocabularies look like addresses, but nothing is fetched from them.
FOREIGN_REFERENCE = re.compile(r"""(?:@import\s*|url\(\s*)["']?\s*(?:https?:)?//(?!www\.w3\.org/)""", re.IGNORECASE)


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_the_one_that_was_recorded(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


def test_no_file_stands_in_the_folder_without_a_record() -> None:
    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present == {*FILES, "VENDOR.toml"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_package_names_its_licence_and_brings_its_text(package: dict[str, Any]) -> None:
    assert package["licence"]
    assert package["version"]
    assert package["origin"]
    assert len((VENDOR / package["name"] / "LICENSE").read_text(encoding="utf-8")) > 200


def test_the_plotly_bundle_is_of_the_version_that_the_installed_package_draws_with() -> None:
    (package,) = (package for package in PACKAGES if package["name"] == "plotly")
    assert package["version"] == get_plotlyjs_version()
    assert f'version="{get_plotlyjs_version()}"' in (VENDOR / "plotly" / "plotly.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CODE)
def test_no_vendored_code_loads_from_another_host(name: str) -> None:
    assert FOREIGN_REFERENCE.search((VENDOR / name).read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("name", CODE)
def test_no_vendored_code_asks_for_a_source_map(name: str) -> None:
    assert "sourceMappingURL" not in (VENDOR / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ('@import "https://example.test/a.css"', True),
        ("@import url(//example.test/a.css)", True),
        ("src: url( 'http://example.test/a.woff')", True),
        ("url(\"data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg'\")", False),
        ("url(http://www.w3.org/2000/svg)", False),
        ("url(icons/a.svg)", False),
    ],
)
def test_a_reference_to_another_host_is_recognised(text: str, foreign: bool) -> None:
    assert bool(FOREIGN_REFERENCE.search(text)) is foreign
