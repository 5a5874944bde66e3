# Shared by the scripts that compare Verdaccio. Read after lib.sh.
#
#   VERDACCIO_MODULES=  a node_modules with verdaccio in it, and node where the machine's is too old, instead of installing them

# install_verdaccio: below the temporary directory; sets VERDACCIO_MODULES.
install_verdaccio() {
  [ -z "${VERDACCIO_MODULES:-}" ] || return 0
  local node=
  [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 22 ] || node=', "node": "^22.0.0"'
  mkdir -p "$work/verdaccio"
  # It names a version of node-fetch by a tag; a tag may move, or be missing where packages are mirrored.
  echo "{\"private\": true, \"dependencies\": {\"verdaccio\": \"^6.0.0\"$node}, \"overrides\": {\"node-fetch\": \"2.6.7\"}}" >"$work/verdaccio/package.json"
  (cd "$work/verdaccio" && npm install --no-audit --no-fund --silent) >&2
  VERDACCIO_MODULES=$work/verdaccio/node_modules
}

# start_verdaccio: only for those who log in, tokens as JWT, no uplink; sets VERDACCIO, VERDACCIO_PROCESS and VERDACCIO_TOKEN.
start_verdaccio() {
  local port
  install_verdaccio
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir -p "$work/verdaccio"
  cat >"$work/verdaccio/config.yaml" <<CONF
storage: $work/verdaccio/storage
auth:
  htpasswd:
    file: $work/verdaccio/htpasswd
    algorithm: bcrypt
    rounds: 10
security:
  api:
    legacy: false
    jwt:
      sign:
        expiresIn: 60d
uplinks: {}
packages:
  '**':
    access: \$authenticated
    publish: \$authenticated
max_body_size: 500mb
web:
  enable: false
log: { type: stdout, format: json, level: warn }
CONF
  (cd "$work/verdaccio" && PATH="$VERDACCIO_MODULES/.bin:$PATH" exec node "$VERDACCIO_MODULES/verdaccio/bin/verdaccio" \
    --config "$work/verdaccio/config.yaml" --listen "http://127.0.0.1:$port" >"$work/verdaccio/log" 2>&1) &
  VERDACCIO_PROCESS=$!
  started+=("$VERDACCIO_PROCESS")
  VERDACCIO=http://127.0.0.1:$port
  until curl -s -o /dev/null "$VERDACCIO/-/ping"; do
    kill -0 "$VERDACCIO_PROCESS" || { cat "$work/verdaccio/log" >&2; exit 1; }
    sleep 0.2
  done
  VERDACCIO_TOKEN=$(curl -sf -X PUT -H 'Content-Type: application/json' -d '{"name":"bench","password":"Correct-horse-7"}' \
    "$VERDACCIO/-/user/org.couchdb.user:bench" | python3 -c 'import json, sys; print(json.load(sys.stdin)["token"])')
}

verdaccio_version() {
  PATH="$VERDACCIO_MODULES/.bin:$PATH" node -p "'Verdaccio ' + require('$VERDACCIO_MODULES/verdaccio/package.json').version + ' on Node ' + process.version"
}
