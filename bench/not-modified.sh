#!/usr/bin/env bash
# An index that the client holds already: 304, with a token, against nginx answering 304 for the same bytes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need nginx wrk curl python3 dotnet
build

start_registry registry
start_nginx
charts seed "$URL" "$TOKEN" stable 100
tag=$(fetch -o "$work/nginx/files/index.yaml" -D - "$URL/stable/index.yaml" | tr -d '\r' | awk 'tolower($1) == "etag:" {print $2}')
theirs=$(curl -sI "$NGINX/index.yaml" | tr -d '\r' | awk 'tolower($1) == "etag:" {print $2}')
REFUSALS_ALLOWED=1 # wrk counts 304 as one
for side in "$URL/stable/index.yaml $tag" "$NGINX/index.yaml $theirs"; do
  status=$(fetch -o /dev/null -w '%{http_code}' -H "If-None-Match: ${side#* }" "${side% *}")
  [ "$status" = 304 ] || { echo "${side% *} answers $status" >&2; exit 1; }
done
facts
compare "304 for an index of 100 charts" stable/index.yaml index.yaml -H "If-None-Match: $tag, $theirs"
