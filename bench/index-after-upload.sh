#!/usr/bin/env bash
# A private project's channel of 10,000 charts answers its index within 100 ms to the first byte, right after an upload.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need curl python3 dotnet
build
CHARTS=${CHARTS:-10000} TIMES=${TIMES:-42}

start_registry registry
charts seed "$URL" "$TOKEN" stable "$CHARTS"
charts after-upload "$URL" "$TOKEN" stable "$TIMES" | tail -n +7 >"$work/times" # the first ones find cold code
facts
for encoding in identity gzip; do
  awk -v e=$encoding '$1 == e {print $2}' "$work/times" | sort -n >"$work/of"
  printf '%-44s median %s ms, worst %s ms, of %s\n' "index of $CHARTS charts after an upload, $encoding" "$(median <"$work/of")" "$(tail -1 "$work/of")" "$(wc -l <"$work/of")"
done
