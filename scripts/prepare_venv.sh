#!/usr/bin/env bash
# Makes .venv where there is none and installs the packages pinned in the file given, hashes checked.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=$1

find_python() {
    local name
    for name in ${PYTHON3:-python3 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "需要 Python 3.11 或更高版本，可用 PYTHON3=路径 指定。" >&2
    return 1
}

# Debian keeps ensurepip in a package of its own, without which `venv` stops half-way.
make_venv() {
    local python version
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$python" -c 'import ensurepip' 2>/dev/null || scripts/install_packages.sh "python$version-venv"
    "$python" -m venv .venv
}

[ -x .venv/bin/pip ] || make_venv
echo "安装 $requirements 中固定版本的软件包……"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements"
