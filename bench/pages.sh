#!/usr/bin/env bash
# Pages of a project of 1,000 packages, from the published program, to somebody who is signed in: how long the server takes, one
# visit after the other, and what a first visit transfers. ROUNDS visits of each page.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
ROUNDS=${VISITS:-100}
need curl python3 dotnet
build

start_registry registry
address=${URL%/api/*}
charts seed "$URL" "$TOKEN" stable 500
for number in $(seq 500); do echo "package-$number"; done | PYTHONPATH="$bench" python3 -c '
import sys, packages
registry = packages.Registry(sys.argv[1], sys.argv[2])
for name in sys.stdin.read().split():
    registry.publish(name, packages.document(name, "1.0.0"))
' "$NPM" "$TOKEN"
registry registry member add acme/charts bench maintainer >/dev/null
facts
python3 "$bench/pages.py" measure "$address" bench Correct-horse-7 "$ROUNDS" \
  /dashboard /explore "/search?search=package" /acme /acme/charts /acme/charts/-/packages "/acme/charts/-/packages?search=9&sort=name" \
  "/acme/charts/-/packages?group=version&page=20" /acme/charts/-/packages/1 "/acme/charts/-/packages/1?tab=values" "/acme/charts/-/packages/1?tab=versions" \
  /acme/charts/-/packages/501 "/acme/charts/-/packages/501?tab=dependencies" /acme/charts/-/pipelines /acme/charts/-/project_members \
  /acme/charts/-/trash /acme/charts/-/usage_quotas /acme/charts/-/audit_events /acme/charts/-/settings/packages_and_registries \
  /acme/charts/-/settings/repository /-/user_settings/personal_access_tokens /-/user_settings/active_sessions
