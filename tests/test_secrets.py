"""No secret in the repository: whatever looks like one was looked at and stands in .secrets.baseline."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from detect_secrets import SecretsCollection
from detect_secrets.core.baseline import load
from detect_secrets.settings import configure_settings_from_baseline, default_settings

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / ".secrets.baseline"
PINS = re.compile(
    r"(^|/)(package-lock\.json|requirements[^/]*\.txt|\.secrets\.baseline|vendor/.*|[^/]*\.(png|db|xlsx|ico))$"
)


def found_in(root: Path, names: list[str]) -> SecretsCollection:
    """Whatever looks like a secret in these files, by the rules of the baseline."""
    found = SecretsCollection(root=str(root))
    with default_settings():
        configure_settings_from_baseline(json.loads(BASELINE.read_text()))
        for name in names:
            found.scan_file(name)
    return found


def test_nothing_in_the_repository_looks_like_a_secret_that_nobody_has_looked_at() -> None:
    told = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in told.splitlines() if not PINS.search(name) and (ROOT / name).is_file()]
    known = {(name, secret.secret_hash) for name, secret in load(json.loads(BASELINE.read_text()))}
    found = [
        (name, secret.line_number) for name, secret in found_in(ROOT, names) if (name, secret.secret_hash) not in known
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'API_KEY = "' + "c3VwZXItc2VjcmV0LXRva2VuLWZvci10ZXN0cw" + '"',
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "postgresql://site:" + "hunter22-of-ours" + "@database/targets",
    ],
)
def test_a_secret_would_be_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.py").write_text(f"{line}\n")
    assert found_in(tmp_path, ["settings.py"])
