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
    command -v "$program" >/dev/null || { echo "This needs $program; on Debian: apt-get install nginx-light wrk curl python3. The .NET SDK is that of global.json." >&2; exit 1; }
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

# start_registry FOLDER: serves, with a private project; sets URL (of the project's charts), PROCESS and TOKEN.
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
  registry "$folder" member add acme/charts bench developer >/dev/null
  TOKEN=$(registry "$folder" token create --user bench --name bench --scopes api)
}

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
# the process.
load() {
  local out before process=$1
  shift
  before=$(spent "$process")
  out=$(wrk -t1 -c"$CONNECTIONS" -d"${SECONDS_EACH}s" "$@")
  if [ -z "${REFUSALS_ALLOWED:-}" ] && grep -q 'Non-2xx' <<<"$out"; then
    echo "$out" >&2
    exit 1
  fi
  awk -v cpu="$(($(spent "$process") - before))" '/requests in/ {n = $1} /^Requests\/sec/ {rate = $2} END {print rate, cpu * 10000 / n}' <<<"$out"
}

median() { sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

# compare WHAT REGISTRY-PATH NGINX-PATH [wrk's arguments]: the sides take turns; the ratio of each round, and the medians.
compare() {
  local what=$1 ours=$2 theirs=$3 round
  shift 3
  SECONDS_EACH=$WARM load "$PROCESS" -H "Private-Token: $TOKEN" "$@" "$URL/$ours" >/dev/null
  for ((round = 0; round < ROUNDS; round++)); do
    echo "$(load "$PROCESS" -H "Private-Token: $TOKEN" "$@" "$URL/$ours") $(load "$NGINX_PROCESS" "$@" "$NGINX/$theirs")"
  done >"$work/rounds"
  printf '%-42s %7.0f/s, nginx %7.0f/s: %.2f (%s); a request costs %.1f µs, nginx %.1f µs\n' "$what" \
    "$(awk '{print $1}' "$work/rounds" | median)" "$(awk '{print $3}' "$work/rounds" | median)" \
    "$(awk '{print $1 / $3}' "$work/rounds" | median)" "$(awk '{printf "%.2f\n", $1 / $3}' "$work/rounds" | sort -n | xargs)" \
    "$(awk '{print $2}' "$work/rounds" | median)" "$(awk '{print $4}' "$work/rounds" | median)"
}

fetch() { curl -sf -H "Private-Token: $TOKEN" "$@"; }

charts() { python3 "$bench/charts.py" "$@"; }

facts() {
  printf '%s; %s cores; %s; %s; .NET %s; load %s; log %s; %s connections, %s rounds of %s s\n' \
    "$(. /etc/os-release && echo "$PRETTY_NAME")" "$(nproc)" "$(nginx -v 2>&1 | sed 's/.*: //')" "$(wrk -v 2>&1 | sed -n '1s/ \[.*//p')" \
    "$(dotnet --version)" "$(cut -d' ' -f1 /proc/loadavg)" "$LOG" "$CONNECTIONS" "$ROUNDS" "$SECONDS_EACH"
}
