#!/usr/bin/env bash
# The 1,001st version of a package costs at most 1.5 times the 2nd of another. The two take turns.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build
VERSIONS=${VERSIONS:-1000} TIMES=${TIMES:-40}

start_registry registry
as_npm
packages seed "$URL" "$TOKEN" many "$VERSIONS"
facts
for ((round = 0; round < ROUNDS; round++)); do
  packages second "$round" "$TIMES" "$URL" "$TOKEN" many
done >"$work/rounds"
printf 'a second version %s ms, one behind %s %s ms: %.2f (%s)\n' "$(awk '{print $1}' "$work/rounds" | median)" "$VERSIONS" \
  "$(awk '{print $2}' "$work/rounds" | median)" "$(awk '{print $2 / $1}' "$work/rounds" | median)" "$(awk '{printf "%.2f\n", $2 / $1}' "$work/rounds" | sort -n | xargs)"
