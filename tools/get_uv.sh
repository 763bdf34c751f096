#!/usr/bin/env bash
# Fetches uv into .tools/ of the project where it is missing; needs Python 3.11 and git, nothing installed beside.
set -euo pipefail
python=${1:-python3}
target=.tools/uv

[ -x "$target/bin/uv" ] && exit 0
"$python" - <<'PY' || { echo "make: Python 3.11 is needed; name it with PYTHON=… (found: $("$python" --version 2>&1))" >&2; exit 1; }
import sys
sys.exit(sys.version_info[:2] != (3, 11))
PY
echo "== fetching uv into $target"
if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip install --quiet --disable-pip-version-check --target "$target" uv
elif "$python" -m venv .tools/venv >/dev/null 2>&1; then
    .tools/venv/bin/pip install --quiet --disable-pip-version-check --target "$target" uv
elif command -v uv >/dev/null; then
    mkdir -p "$target/bin" && ln -sf "$(command -v uv)" "$target/bin/uv"
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # A bare Debian has Python without pip and venv.
    apt-get update -qq && apt-get install -y -qq python3-pip >/dev/null
    "$python" -m pip install --quiet --disable-pip-version-check --target "$target" uv
else
    echo "make: neither pip nor venv here; install one of them first: apt install python3-pip" >&2
    exit 1
fi
