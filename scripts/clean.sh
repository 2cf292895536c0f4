#!/usr/bin/env bash
# Removes caches and test results. The data stay, and so does .venv, which a machine without internet can't make again.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
