"""The frame around the code: packages are pinned with hashes, no file is tied to a machine or a registry."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MADE_BY_TOOLS = {".git", ".venv", "__pycache__", "node_modules", "test-results"}
BINARY = {".db", ".db-shm", ".db-wal", ".docx", ".ico", ".png", ".pyc", ".woff2", ".xlsx"}

# Written in pieces, so that this file does not hold what it looks for.
REGISTRY_HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "npm" + "mirror",
    "un" + "pkg.com",
    "js" + "delivr",
    "cdn" + "js.",
)
MACHINE_PATH = re.compile(r"(?<![\w./~*-])/(?:home|root|" + "Users|" + r"work)/\w")

PINNED = re.compile(r"[a-z0-9-]+==[\w.+!]+(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def text_files() -> list[Path]:
    """The project's own files, without what tools leave beside them."""
    candidates = (path for path in sorted(ROOT.rglob("*")) if path.is_file() and path.suffix not in BINARY)
    return [path for path in candidates if not is_made_by_a_tool(path.relative_to(ROOT))]


def is_made_by_a_tool(path: Path) -> bool:
    """Whether a path lies in an environment, a cache or a result folder."""
    return any(part in MADE_BY_TOOLS or part.endswith("_cache") or part == ".hypothesis" for part in path.parts)


def lines_of_own_files() -> list[tuple[str, str]]:
    """Every line of the project with the place where it stands; test figures may be in any encoding."""
    return [
        (f"{path.relative_to(ROOT).as_posix()}:{number}", line)
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
    ]


def names_a_registry(line: str) -> bool:
    """Whether a line holds the host name of a place that packages come from."""
    return any(host in line.lower() for host in REGISTRY_HOSTS)


def pins(name: str) -> dict[str, str]:
    """The lines of a requirements file that name a package, by package and condition."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    parts = (line.removesuffix(" \\").partition("==") for line in lines if not line.startswith(" "))
    return {package + condition_of(rest): rest for package, _, rest in parts}


def condition_of(pin: str) -> str:
    """What follows the version: the Pythons or systems that a pin is for."""
    return pin.partition(" ; ")[2]


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert [place for place, line in lines_of_own_files() if names_a_registry(line)] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert [place for place, line in lines_of_own_files() if MACHINE_PATH.search(line)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_its_hashes_and_nothing_else(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PINNED.fullmatch(line) and not HASH.fullmatch(line)] == []
    assert all(HASH.fullmatch(below) for line, below in pairwise(lines) if PINNED.fullmatch(line))


def test_tests_run_with_the_versions_that_are_installed_in_use() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_every_package_asked_for_is_pinned_at_that_version() -> None:
    asked = re.findall(r"^([\w-]+)(?:\[\w+\])?==(\S+)$", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    pinned = pins("requirements.txt")
    assert {name.lower(): version for name, version in asked}.items() <= pinned.items()


def test_the_provider_of_the_tests_is_pinned_with_its_hashes_and_names_no_place() -> None:
    packages = json.loads((ROOT / "tests" / "provider" / "package-lock.json").read_text())["packages"]
    own = packages.pop("")
    assert own["dependencies"] == json.loads((ROOT / "tests" / "provider" / "package.json").read_text())["dependencies"]
    assert all(
        package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values()
    )


@pytest.mark.parametrize(
    "script", [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"], ids=lambda p: p.name
)
def test_a_script_can_be_run_as_it_is_and_parses(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cd /" + "home/somebody", True),
        ("path = '/" + "work/main'", True),
        ("see docs/home/page", False),
        ("GET /workspace", False),
        ("/worklist/T28", False),
    ],
)
def test_a_path_of_one_machine_is_recognised(line: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is found
