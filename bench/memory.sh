#!/usr/bin/env bash
# One upload never takes more than 64 MB of memory beyond what the program holds already, hostile archives included.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build

start_registry registry
charts seed "$URL" "$TOKEN" stable 500
facts
for kind in 10KB 5MiB zeros bomb entries manifest nesting aliases; do
  memory_of "$kind" charts upload "$URL" "$TOKEN" stable "$kind"
done
