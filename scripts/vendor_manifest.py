"""Writes the licences and VENDOR.toml of assets/vendor from the build folder of `make vendor`."""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

PACKAGES = {"bootstrap": "bootstrap", "idiomorph": "idiomorph", "plotly": "plotly.js"}
PACKAGE_IN_PATH = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/.*js$")
HEADER = "# Written by `make vendor`: what stands in this folder, from which package, under which licence.\n"


def main(build: Path, vendor: Path) -> None:
    """Leaves a LICENSE in each folder of `vendor` and one manifest over all of them."""
    modules = build / "node_modules"
    for folder, package in PACKAGES.items():
        text = licence_text(modules / package)
        if folder == "plotly":
            text += "".join(attribution(modules / name) for name in bundled_packages(build / "meta.json"))
        (vendor / folder / "LICENSE").write_text(text, encoding="utf-8")
    entries = [manifest_entry(modules, vendor, folder) for folder in PACKAGES]
    (vendor / "VENDOR.toml").write_text(HEADER + "".join(entries), encoding="utf-8")


def bundled_packages(metafile: Path) -> list[str]:
    """The packages besides plotly.js whose code went into the bundle, sorted by name."""
    (output,) = json.loads(metafile.read_text(encoding="utf-8"))["outputs"].values()
    used = (path for path, part in output["inputs"].items() if part["bytesInOutput"])
    names = {match.group(1) for path in used if (match := PACKAGE_IN_PATH.search(path))}
    return sorted(names - {PACKAGES["plotly"]})


def attribution(package: Path) -> str:
    """The heading and licence of one package inside the bundle."""
    about = read_about(package)
    heading = f"{about['name']} {about['version']} ({about['license']})"
    return f"\n{'-' * 80}\n{heading}\n\n{licence_text(package)}"


def licence_text(package: Path) -> str:
    """The licence as the package brings it; where it brings no file, its name and author."""
    for path in sorted(package.iterdir()):
        if path.name.lower().startswith(("licen", "copying")):
            return path.read_text(encoding="utf-8").strip() + "\n"
    about = read_about(package)
    return f"{about['license']}, {author_name(about.get('author', about['name']))}\n"


def author_name(author: str | dict[str, str]) -> str:
    """The author without address, from either form that a package may use."""
    name = author if isinstance(author, str) else author["name"]
    return re.split(r"\s*[<(]", name)[0]


def read_about(package: Path) -> dict[str, Any]:
    """What a package says about itself."""
    about: dict[str, Any] = json.loads((package / "package.json").read_text(encoding="utf-8"))
    return about


def manifest_entry(modules: Path, vendor: Path, folder: str) -> str:
    """One package's table of the manifest, each file with its SHA-256."""
    about = read_about(modules / PACKAGES[folder])
    files = (path for path in sorted((vendor / folder).iterdir()) if path.is_file())
    sums = (f'"{folder}/{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n' for path in files)
    return (
        f'\n[[package]]\nname = "{folder}"\nversion = "{about["version"]}"\nlicence = "{about["license"]}"\n'
        f'origin = "npm: {about["name"]}"\n\n[package.files]\n{"".join(sums)}'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
