#!/usr/bin/env bash
# A private project's index that is ready, with a token, against nginx serving the same bytes as files.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need nginx wrk curl python3 dotnet
build
CHARTS=${CHARTS:-10000}

start_registry registry
start_nginx
for count in 10 100 "$CHARTS"; do
  charts seed "$URL" "$TOKEN" "c$count" "$count"
  mkdir "$work/nginx/files/c$count"
  fetch -H 'Accept-Encoding: identity' "$URL/c$count/index.yaml" >"$work/nginx/files/c$count/index.yaml"
  fetch -H 'Accept-Encoding: gzip' "$URL/c$count/index.yaml" >"$work/nginx/files/c$count/index.yaml.gz"
done
facts
for count in 10 100 "$CHARTS"; do
  path=c$count/index.yaml
  compare "index of $count charts ($(wc -c <"$work/nginx/files/$path") bytes)" "$path" "$path"
  compare "index of $count charts, gzip ($(wc -c <"$work/nginx/files/$path.gz") bytes)" "$path" "$path" -H 'Accept-Encoding: gzip'
done
