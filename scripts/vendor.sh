#!/usr/bin/env bash
# Rebuilds assets/vendor: Bootstrap's stylesheet, idiomorph, and Plotly with only the traces drawn here.
# Needs Node 20 and npm. No lock file is kept, since one would name a registry: a day fixes the versions.
set -euo pipefail
cd "$(dirname "$0")/.."

as_of=2026-11-23
bootstrap=5.3.9
idiomorph=0.8.0
esbuild=0.28.2
plotly=$(.venv/bin/python -c 'from plotly.offline import get_plotlyjs_version as version; print(version())')

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
modules=$build/node_modules
vendor=assets/vendor

echo '{"private": true}' >"$build/package.json"
npm install --prefix "$build" --before "$as_of" --ignore-scripts --no-audit --no-fund --loglevel error \
    "bootstrap@$bootstrap" "idiomorph@$idiomorph" "plotly.js@$plotly" "esbuild@$esbuild"

rm -rf "$vendor"
mkdir -p "$vendor"/{bootstrap,idiomorph,plotly}

# The map beside the stylesheet is not shipped, so nothing may ask for it.
sed '/sourceMappingURL/d' "$modules/bootstrap/dist/css/bootstrap.min.css" >"$vendor/bootstrap/bootstrap.min.css"
sed '/^\/\/# sourceMappingURL/d' "$modules/idiomorph/dist/idiomorph.min.js" >"$vendor/idiomorph/idiomorph.min.js"

# The entry lies in the build folder, where its packages are found; map styles stay out with the maps.
cp scripts/plotly_bundle.js "$build/entry.js"
"$modules/.bin/esbuild" "$build/entry.js" --bundle --minify --target=chrome86 --format=iife --global-name=Plotly \
    --define:global=window --loader:.css=empty --legal-comments=none --log-level=warning \
    --metafile="$build/meta.json" --outfile="$vendor/plotly/plotly.min.js"

.venv/bin/python scripts/vendor_manifest.py "$build" "$vendor"
