#!/usr/bin/env bash
# What the tests need beside Python: Chromium for the console, and a Korean font for its pictures.
set -euo pipefail
missing=()
command -v chromium >/dev/null || command -v "${BOKJI_CHROMIUM:-chromium}" >/dev/null || missing+=(chromium)
[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
# The tests have a PostgreSQL and a Redis of their own where none listens.
command -v pg_ctlcluster >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "== installing for the tests: ${missing[*]}"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
else
    echo "make test: not here: ${missing[*]} (apt install them); tests that need them say so and are skipped" >&2
fi
