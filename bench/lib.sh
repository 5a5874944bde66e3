# Shared by the scripts here. Starts everything on 127.0.0.1 below a temporary directory, and ends what it started.
#
#   ROUNDS=5        rounds of each side; the sides take turns, and medians count
#   SECONDS_EACH=3  of load in a round
#   WARM=10         seconds of load before the first round, in which the program compiles what it uses most
#   CONNECTIONS=16  that are kept open
#   LOG=on          a line for each request to a file, on both sides; off: on neither
#   REGISTRY=       a Registry.Web.dll to measure instead of publishing one

ROUNDS=${ROUNDS:-5} SECONDS_EACH=${SECONDS_EACH:-3} WARM=${WARM:-10} CONNECTIONS=${CONNECTIONS:-16} LOG=${LOG:-on}
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
started=()

# shellcheck disable=SC2317
finish() {
  [ "${#started[@]}" -eq 0 ] || kill "${started[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "This needs $program; on Debian: apt-get install nginx-light wrk curl python3 nodejs npm. The .NET SDK is that of global.json." >&2; exit 1; }
  done
}

build() {
  [ -n "${REGISTRY:-}" ] && return
  dotnet publish "$bench/../src/Registry.Web" -c Release -o "$work/program" --nologo -v quiet >&2
  REGISTRY=$work/program/Registry.Web.dll
}

# What the operator's shell sets must not reach the program that is measured.
registry() {
  local folder=$1
  shift
  (cd "$(dirname "$REGISTRY")" && env -u ASPNETCORE_URLS ASPNETCORE_ENVIRONMENT=Production Registry__DataDirectory="$work/$folder/data" dotnet "$REGISTRY" "$@")
}

# start_registry FOLDER: serves, with a private project; sets URL (of the project's charts), NPM (of its npm packages), PROCESS,
# TOKEN and CREDENTIAL, the header that carries it.
start_registry() {
  local folder=$1 level=Information
  [ "$LOG" = on ] || level=Warning
  mkdir -p "$work/$folder"
  : >"$work/$folder/log"
  (cd "$(dirname "$REGISTRY")" && exec env -u ASPNETCORE_URLS ASPNETCORE_ENVIRONMENT=Production Registry__DataDirectory="$work/$folder/data" \
    Logging__LogLevel__Registry.Web.Hosting.RequestLog="$level" dotnet "$REGISTRY" serve --urls http://127.0.0.1:0 >"$work/$folder/log" 2>&1) &
  PROCESS=$!
  started+=("$PROCESS")
  local address
  until address=$(sed -n 's|.*"message":"Now listening on: \(http://127\.0\.0\.1:[0-9]*\)".*|\1|p' "$work/$folder/log") && [ -n "$address" ]; do
    kill -0 "$PROCESS" || { cat "$work/$folder/log" >&2; exit 1; }
    sleep 0.2
  done

  registry "$folder" user create bench --email bench@example.com --password Correct-horse-7 >/dev/null
  URL="$address/api/v4/projects/$(registry "$folder" project create acme/charts)/packages/helm"
  NPM=${URL%/helm}/npm
  registry "$folder" member add acme/charts bench developer >/dev/null
  TOKEN=$(registry "$folder" token create --user bench --name bench --scopes api)
  CREDENTIAL="Private-Token: $TOKEN"
}

# As npm sends it, to the project's npm packages.
as_npm() { URL=$NPM CREDENTIAL="Authorization: Bearer $TOKEN"; }

# start_nginx: serves $work/nginx/files; sets NGINX and NGINX_PROCESS.
start_nginx() {
  local port log="$work/nginx/access.log"
  [ "$LOG" = on ] || log=off
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir -p "$work/nginx/files"
  cat >"$work/nginx/nginx.conf" <<CONF
daemon off;
$([ "$(id -u)" -eq 0 ] && echo 'user root;')
worker_processes auto;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events { worker_connections 1024; }
http {
  client_body_temp_path $work/nginx/body;
  proxy_temp_path $work/nginx/proxy;
  fastcgi_temp_path $work/nginx/fastcgi;
  uwsgi_temp_path $work/nginx/uwsgi;
  scgi_temp_path $work/nginx/scgi;
  access_log $log;
  sendfile on;
  tcp_nopush on;
  gzip_static on;
  keepalive_requests 100000000;
  open_file_cache max=1000;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:$port;
    root $work/nginx/files;
  }
}
CONF
  nginx -e "$work/nginx/error.log" -c "$work/nginx/nginx.conf" &
  NGINX_PROCESS=$!
  started+=("$NGINX_PROCESS")
  NGINX=http://127.0.0.1:$port
  until curl -s -o /dev/null "$NGINX/"; do sleep 0.1; done
}

# What a process and its children have spent so far, in hundredths of a second.
spent() {
  local process
  for process in "$1" $(pgrep -P "$1" || true); do
    sed 's/.*) //' "/proc/$process/stat"
  done | awk '{sum += $12 + $13} END {print sum}'
}

# load PROCESS [wrk's arguments]: prints the requests a second, none of which was refused, and the microseconds each of them cost
# the process. With SIZE, the bytes of an answer so large that a round ends amid many, requests are reckoned from the bytes.
load() {
  local out before process=$1
  shift
  before=$(spent "$process")
  out=$(wrk -t1 -c"$CONNECTIONS" -d"${SECONDS_EACH}s" --timeout 30s "$@")
  if [ -z "${REFUSALS_ALLOWED:-}" ] && grep -q 'Non-2xx' <<<"$out"; then
    echo "$out" >&2
    exit 1
  fi
  awk -v cpu="$(($(spent "$process") - before))" -v size="${SIZE:-0}" -v seconds="$SECONDS_EACH" '
    /requests in/ {n = $1; read = $(NF - 1) * 1024 ^ index("KMGT", substr($(NF - 1), length($(NF - 1)) - 1, 1))}
    /^Requests\/sec/ {rate = $2}
    END {if (size) {n = read / size; rate = n / seconds}; print rate, n ? cpu * 10000 / n : 0}' <<<"$out"
}

median() { sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

# compare WHAT REGISTRY-PATH NGINX-PATH [wrk's arguments]: the sides take turns; the ratio of each round, and the medians.
# Verdaccio takes its turn too where it was started, at Registry's path.
compare() {
  local what=$1 ours=$2 theirs=$3 round
  shift 3
  SECONDS_EACH=$WARM load "$PROCESS" -H "$CREDENTIAL" "$@" "$URL/$ours" >/dev/null
  for ((round = 0; round < ROUNDS; round++)); do
    echo "$(load "$PROCESS" -H "$CREDENTIAL" "$@" "$URL/$ours") $(load "$NGINX_PROCESS" "$@" "$NGINX/$theirs")" \
      "$([ -z "${VERDACCIO:-}" ] || load "$VERDACCIO_PROCESS" -H "Authorization: Bearer $VERDACCIO_TOKEN" "$@" "$VERDACCIO/$ours")"
  done >"$work/rounds"
  printf '%-42s %7.0f/s, nginx %7.0f/s: %.2f (%s); a request costs %.1f µs, nginx %.1f µs\n' "$what" \
    "$(awk '{print $1}' "$work/rounds" | median)" "$(awk '{print $3}' "$work/rounds" | median)" \
    "$(awk '{print $1 / $3}' "$work/rounds" | median)" "$(awk '{printf "%.2f\n", $1 / $3}' "$work/rounds" | sort -n | xargs)" \
    "$(awk '{print $2}' "$work/rounds" | median)" "$(awk '{print $4}' "$work/rounds" | median)"
  [ -z "${VERDACCIO:-}" ] || printf '%-42s %7s    Verdaccio %.1f/s: %.0f times (%s); a request costs it %.0f µs\n' "" "" \
    "$(awk '{print $5}' "$work/rounds" | median)" "$(awk '{print $1 / $5}' "$work/rounds" | median)" \
    "$(awk '{printf "%.0f\n", $1 / $5}' "$work/rounds" | sort -n | xargs)" "$(awk '{print $6}' "$work/rounds" | median)"
}

resident() { awk -v key="$1:" '$1 == key {print $2}' "/proc/$PROCESS/status"; }

# memory_of WHAT COMMAND...: the kernel's high-water mark of resident memory (VmHWM) is set back before the command, which prints a
# word and an answer's status (clear_refs, 5), and read after it; what it rose above the resident memory before (VmRSS) is the
# command's. Several times, the worst counts.
memory_of() {
  local what=$1 worst=0 answers= before extra round
  shift
  for ((round = 0; round < ROUNDS; round++)); do
    before=$(resident VmRSS)
    echo 5 >"/proc/$PROCESS/clear_refs"
    answers="$answers $("$@" | cut -d' ' -f2)"
    extra=$(($(resident VmHWM) - before))
    [ "$extra" -le "$worst" ] || worst=$extra
  done
  printf '%-12s at most %6.1f MB more (answers:%s; resident now %s MB)\n' "$what" "$(awk -v k="$worst" 'BEGIN {print k / 1024}')" "$answers" "$(($(resident VmRSS) / 1024))"
}

fetch() { curl -sf -H "$CREDENTIAL" "$@"; }

charts() { python3 "$bench/charts.py" "$@"; }

packages() { python3 "$bench/packages.py" "$@"; }

facts() {
  printf '%s; %s cores; %s; %s; .NET %s; load %s; log %s; %s connections, %s rounds of %s s\n' \
    "$(. /etc/os-release && echo "$PRETTY_NAME")" "$(nproc)" "$(nginx -v 2>&1 | sed 's/.*: //')" "$(wrk -v 2>&1 | sed -n '1s/ \[.*//p')" \
    "$(dotnet --version)" "$(cut -d' ' -f1 /proc/loadavg)" "$LOG" "$CONNECTIONS" "$ROUNDS" "$SECONDS_EACH"
}
