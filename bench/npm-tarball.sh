#!/usr/bin/env bash
# Tarballs from a private project, with a token, against nginx serving the same bytes as files, and against Verdaccio.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/verdaccio.sh"
need nginx wrk curl python3 node npm dotnet
build

start_registry registry
as_npm
start_nginx
start_verdaccio
facts
verdaccio_version
for size in ${SIZES:-10000 1000000 100000000}; do
  packages sized "$URL" "$TOKEN" "size-$size" "$size"
  tarball=size-$size/-/size-$size-1.0.0.tgz
  fetch "$URL/$tarball" >"$work/nginx/files/$size.tgz"
  packages sized "$VERDACCIO" "$VERDACCIO_TOKEN" "size-$size" "$size"
  bytes=$(wc -c <"$work/nginx/files/$size.tgz")
  SIZE=
  [ "$bytes" -lt 500000 ] || SIZE=$bytes
  compare "tarball of $bytes bytes" "$tarball" "$size.tgz"
done
