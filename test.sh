#!/usr/bin/env bash
# Installs what a fresh Debian machine lacks, builds, and runs every test. `./test.sh Unit` runs one project.
# Needs the .NET SDK of global.json, Node and npm. The last line is "N passed, N failed", counted from the
# results; what breaks outside a test (a build, a crash, a project without tests) counts as one failure.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build server outlives the run and holds its output open.
export MSBUILDDISABLENODEREUSE=1

results=$PWD/TestResults
passed=0 failed=0 skipped=0

finish() {
  local status=$?
  if [ -s "$results/failed.txt" ]; then
    printf '\nFailed:\n'
    cat "$results/failed.txt"
  fi
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  printf '\n%s skipped, %s seconds\n%s passed, %s failed\n' "$skipped" "$SECONDS" "$passed" "$failed"
  [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
  printf '%s\n' "$*" >>"$results/failed.txt"
  exit 1
}

step() {
  local what=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$what"
  "$@" || fail "$what: \`$*\` failed; see above."
  printf '   %s s\n' "$((SECONDS - began))"
}

# The Debian packages whose programs are not there, one a line.
missing() {
  command -v curl >/dev/null || echo curl
  [ -x /usr/bin/chromium ] || echo chromium
  command -v gpg >/dev/null || echo gpg
  command -v gpg-agent >/dev/null || echo gpg-agent
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
}

install_programs() {
  local wanted
  mapfile -t wanted < <(missing)
  [ "${#wanted[@]}" -gt 0 ] || return 0

  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "Missing: ${wanted[*]}. Install them, or run this as root."
    root=(sudo)
  fi
  command -v apt-get >/dev/null || fail "Missing: ${wanted[*]}. There is no apt-get to install them with."
  "${root[@]}" apt-get update -q
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${wanted[@]}" || true

  mapfile -t wanted < <(missing)
  [ "${#wanted[@]}" -eq 0 ] || fail "Cannot install: ${wanted[*]}. See what apt-get says above."
}

install_clients() {
  ! grep -q '"resolved"' package-lock.json || fail "tests/Clients/package-lock.json names the host of a package registry; tests/Clients/.npmrc keeps it out."
  if ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --no-fund --no-audit && cp package-lock.json node_modules/.installed-lock
  fi
}

run_tests() {
  local project=$1 name trx status=0 counted=(0 0 0)
  name=$(basename "$(dirname "$project")")
  trx=$results/$name.trx
  printf '\n== %s\n' "$name"
  dotnet test "$project" --no-build -c Release --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
    --blame-hang-timeout 10m --blame-hang-dump-type none || status=$?

  if [ -f "$trx" ]; then
    read -r -a counted < <(node tests/results.mjs "$trx" "$results/failed.txt")
  fi
  passed=$((passed + counted[0])) failed=$((failed + counted[1])) skipped=$((skipped + counted[2]))
  if [ "${counted[1]}" -eq 0 ] && { [ "$status" -ne 0 ] || [ "${counted[0]}" -eq 0 ]; }; then
    failed=$((failed + 1))
    printf '%s: no test failed, %s passed, and the run ended with exit code %s.\n' "$name" "${counted[0]}" "$status" >>"$results/failed.txt"
  fi
}

rm -rf "$results"
mkdir -p "$results"

for program in dotnet node npm; do
  command -v "$program" >/dev/null || fail "Missing: $program. It is not installed from here."
done
projects=()
for name in "$@"; do
  compgen -G "tests/$name/*.csproj" >/dev/null || fail "There is no test project tests/$name."
  projects+=("tests/$name"/*.csproj)
done
[ "$#" -gt 0 ] || projects=(tests/*/*.csproj)

step "Programs" install_programs
(cd tests/Clients && step "Clients" install_clients)
step "Restore" dotnet restore Registry.sln --locked-mode
step "Format" dotnet format Registry.sln --verify-no-changes --no-restore
step "Build" dotnet build Registry.sln -c Release --no-restore

for project in "${projects[@]}"; do
  run_tests "$project"
done
