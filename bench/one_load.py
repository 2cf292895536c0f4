"""One file loaded and published; as a program of its own it tells the most memory, in MB, that this took."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from bench.demonstration import site_at
from dashboard.services.intake import Upload, load_upload


def load(address: str, file: Path) -> None:
    """Check and publish a file on the database at the address, which holds its plan."""
    site = site_at(address)
    loaded = load_upload(site, Upload(file.read_bytes(), file.name, "bench"), publish=True)
    site.engine.dispose()
    if loaded.refusal or not loaded.published:
        raise RuntimeError(f"nothing was published: {loaded.refusal}")


if __name__ == "__main__":
    load(sys.argv[1], Path(sys.argv[2]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
