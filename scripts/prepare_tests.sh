#!/usr/bin/env bash
# Installs what the tests drive besides Python where it lacks: Chromium, a Chinese font, what reads a PDF, PostgreSQL,
# and npm, which fetches the old Chromium and the OpenID provider.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v fc-list >/dev/null || missing+=(fontconfig)
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v npm >/dev/null || missing+=(npm)

[ ${#missing[@]} -eq 0 ] || scripts/install_packages.sh "${missing[@]}"
