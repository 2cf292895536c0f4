#!/usr/bin/env bash
# Installs the OpenID provider that the tests sign on with below tests/provider, as its lock says; what is there stays.
# Ends with 75 where npm cannot get it.
set -euo pipefail
cd "$(dirname "$0")/../tests/provider"

installed=node_modules/.package-lock.json
not_reached=75

if [ ! -e "$installed" ] || [ package-lock.json -nt "$installed" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel error >&2 || exit "$not_reached"
fi
