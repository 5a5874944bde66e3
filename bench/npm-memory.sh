#!/usr/bin/env bash
# One publish never takes more than 64 MB of memory beyond what the program holds already, measured as memory.sh does it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build

start_registry registry
as_npm
packages seed "$URL" "$TOKEN" warm 500
facts
for kind in 10KB 100MB readme; do
  memory_of "$kind" packages publish "$URL" "$TOKEN" "$kind"
done
