#!/usr/bin/env bash
# A private package's document that is ready, in both forms, gzip, with a token, against nginx serving the same bytes as files, and
# against Verdaccio holding the same versions.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/verdaccio.sh"
need nginx wrk curl python3 node npm dotnet
build
VERSIONS=${VERSIONS:-1 100 1000}

start_registry registry
as_npm
start_nginx
start_verdaccio
for count in $VERSIONS; do
  packages seed "$URL" "$TOKEN" "of-$count" "$count"
  packages seed "$VERDACCIO" "$VERDACCIO_TOKEN" "of-$count" "$count"
done
facts
verdaccio_version
for count in $VERSIONS; do
  for accept in application/json application/vnd.npm.install-v1+json; do
    form=full
    [ $accept = application/json ] || form=abbreviated
    fetch -H "Accept: $accept" -H 'Accept-Encoding: identity' "$URL/of-$count" >"$work/nginx/files/of-$count-$form"
    fetch -H "Accept: $accept" -H 'Accept-Encoding: gzip' "$URL/of-$count" >"$work/nginx/files/of-$count-$form.gz"
    compare "$form, $count versions ($(wc -c <"$work/nginx/files/of-$count-$form.gz") bytes)" "of-$count" "of-$count-$form" \
      -H "Accept: $accept" -H 'Accept-Encoding: gzip'
  done
done
