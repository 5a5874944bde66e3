#!/usr/bin/env bash
# One upload never takes more than 64 MB of memory beyond what the program holds already, hostile archives included.
# The kernel's high-water mark of resident memory (VmHWM) is set back before an upload (clear_refs, 5) and read after it; what it
# rose above the resident memory before (VmRSS) is the upload's. Each kind several times, the worst counts.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build

start_registry registry
charts seed "$URL" "$TOKEN" stable 500
facts
resident() { awk -v key="$1:" '$1 == key {print $2}' "/proc/$PROCESS/status"; }
for kind in 10KB 5MiB zeros bomb entries manifest nesting aliases; do
  worst=0 answers=
  for ((round = 0; round < ROUNDS; round++)); do
    before=$(resident VmRSS)
    echo 5 >"/proc/$PROCESS/clear_refs"
    answers="$answers $(charts upload "$URL" "$TOKEN" stable $kind | cut -d' ' -f2)"
    extra=$(($(resident VmHWM) - before))
    [ "$extra" -le "$worst" ] || worst=$extra
  done
  printf '%-12s at most %6.1f MB more (answers:%s; resident now %s MB)\n' "$kind" "$(awk -v k="$worst" 'BEGIN {print k / 1024}')" "$answers" "$(($(resident VmRSS) / 1024))"
done
