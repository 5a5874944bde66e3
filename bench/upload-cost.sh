#!/usr/bin/env bash
# An upload to a registry of 10,000 charts costs at most 1.5 times one to a registry of 100. Two programs, each with data of its
# own, take turns.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build
CHARTS=${CHARTS:-10000} TIMES=${TIMES:-100}

start_registry few
few=("$URL" "$TOKEN")
charts seed "${few[@]}" stable 100
start_registry many
many=("$URL" "$TOKEN")
charts seed "${many[@]}" stable "$CHARTS"
charts seed "${few[@]}" elsewhere 400 # warm code, little data
facts
for ((round = 0; round < ROUNDS; round++)); do
  charts alternate "$round" "$TIMES" "${few[@]}" "${many[@]}"
done >"$work/rounds"
printf 'an upload at 100 charts %s ms, at %s charts %s ms: %.2f (%s)\n' "$(awk '{print $1}' "$work/rounds" | median)" "$CHARTS" \
  "$(awk '{print $2}' "$work/rounds" | median)" "$(awk '{print $2 / $1}' "$work/rounds" | median)" "$(awk '{printf "%.2f\n", $2 / $1}' "$work/rounds" | sort -n | xargs)"
