#!/usr/bin/env bash
# One client publishes new packages of 10 KB to Registry, which answers once everything is on disk, and to Verdaccio, in turns.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/verdaccio.sh"
need curl python3 node npm dotnet
build
TIMES=${TIMES:-100} WARM_TIMES=${WARM_TIMES:-5000} # so many new packages are sent before the first round

start_registry registry
as_npm
start_verdaccio
packages alternate warm "$WARM_TIMES" "$URL" "$TOKEN" "$VERDACCIO" "$VERDACCIO_TOKEN" >/dev/null
facts
verdaccio_version
for ((round = 0; round < ROUNDS; round++)); do
  ours=$(spent "$PROCESS") theirs=$(spent "$VERDACCIO_PROCESS")
  medians=$(packages alternate "$round" "$TIMES" "$URL" "$TOKEN" "$VERDACCIO" "$VERDACCIO_TOKEN")
  echo "$medians $(($(spent "$PROCESS") - ours)) $(($(spent "$VERDACCIO_PROCESS") - theirs))"
done >"$work/rounds"
printf 'a new package takes %s ms, Verdaccio %s ms: %.2f times as fast (%s); it costs %.0f µs, Verdaccio %.0f µs\n' "$(awk '{print $1}' "$work/rounds" | median)" \
  "$(awk '{print $2}' "$work/rounds" | median)" "$(awk '{print $2 / $1}' "$work/rounds" | median)" "$(awk '{printf "%.2f\n", $2 / $1}' "$work/rounds" | sort -n | xargs)" \
  "$(awk -v n="$TIMES" '{print $3 * 10000 / n}' "$work/rounds" | median)" "$(awk -v n="$TIMES" '{print $4 * 10000 / n}' "$work/rounds" | median)"
