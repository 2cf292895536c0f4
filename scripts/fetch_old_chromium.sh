#!/usr/bin/env bash
# Fetches Chromium 86, as old as the browsers that offices still have, for tests/browser alone: nothing ships it.
# Leaves it in .browser_cache/chromium86 or the folder named and says where; what is there is not fetched again.
# Ends with 75 where npm cannot get it.
set -euo pipefail
cd "$(dirname "$0")/.."

package=chrome-aws-lambda@5.3.1
digest=c56ecd5c2e5d579344539a689bd94c858f0fd59d911e8488d342e748ff66ec47
folder=${1:-.browser_cache/chromium86}
browser=$folder/chromium
not_reached=75

is_genuine() { echo "$digest  $1" | sha256sum --check --status 2>/dev/null; }

unpack() {
    "${PYTHON:-.venv/bin/python}" - "$1" "$2" <<'PYTHON'
import sys
from pathlib import Path

import brotli

Path(sys.argv[2]).write_bytes(brotli.decompress(Path(sys.argv[1]).read_bytes()))
PYTHON
}

if ! is_genuine "$browser"; then
    mkdir -p "$folder"
    build=$(mktemp -d "$folder/fetching.XXXXXX")
    trap 'rm -rf "$build"' EXIT
    npm pack "$package" --loglevel error --pack-destination "$build" >/dev/null || exit "$not_reached"
    tar -xzf "$build"/*.tgz -C "$build" package/bin/chromium.br
    unpack "$build/package/bin/chromium.br" "$build/chromium"
    is_genuine "$build/chromium" || { echo "取到的 Chromium 86 与记录的校验值不同，没有采用。" >&2; exit 1; }
    chmod +x "$build/chromium"
    mv "$build/chromium" "$browser"
fi
echo "$browser"
