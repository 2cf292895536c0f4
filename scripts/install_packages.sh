#!/usr/bin/env bash
# Installs Debian packages as root or through sudo; says what to install by hand where there is no apt.
set -euo pipefail

if ! command -v apt-get >/dev/null; then
    echo "请先安装：$*" >&2
    exit 1
fi

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)

echo "安装系统软件包：$*"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
