#!/usr/bin/env bash
# A document that the client holds already: 304, with a token, against nginx answering with a file of 12 bytes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need nginx wrk curl python3 dotnet
build

start_registry registry
as_npm
start_nginx
packages seed "$URL" "$TOKEN" held 100
printf 'twelve bytes' >"$work/nginx/files/twelve"
accept='Accept: application/vnd.npm.install-v1+json'
tag=$(fetch -H "$accept" -H 'Accept-Encoding: gzip' -o /dev/null -D - "$URL/held" | tr -d '\r' | awk 'tolower($1) == "etag:" {print $2}')
REFUSALS_ALLOWED=1 # wrk counts 304 as one
status=$(fetch -o /dev/null -w '%{http_code}' -H "$accept" -H 'Accept-Encoding: gzip' -H "If-None-Match: $tag" "$URL/held")
[ "$status" = 304 ] || { echo "answers $status" >&2; exit 1; }
facts
compare "304 for a document of 100 versions" held twelve -H "$accept" -H 'Accept-Encoding: gzip' -H "If-None-Match: $tag"
