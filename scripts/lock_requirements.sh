#!/usr/bin/env bash
# Pins requirements*.in for Python 3.11 and later, with hashes and without naming an index.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

compile requirements.in --output-file requirements.txt
compile requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt
