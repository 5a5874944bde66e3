#!/usr/bin/env bash
# A chart of 10 KB from a private project, with a token, against nginx serving the same bytes as a file.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need nginx wrk curl python3 dotnet
build

start_registry registry
start_nginx
charts seed "$URL" "$TOKEN" stable 100
charts upload "$URL" "$TOKEN" stable 10KB >/dev/null
fetch "$URL/stable/charts/ten-1.0.0.tgz" >"$work/nginx/files/ten-1.0.0.tgz"
facts
compare "chart of $(wc -c <"$work/nginx/files/ten-1.0.0.tgz") bytes" stable/charts/ten-1.0.0.tgz ten-1.0.0.tgz
