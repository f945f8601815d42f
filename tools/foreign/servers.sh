# Starts and stops the servers that foreign clients are tried on; to be sourced, with root and the folder FOREIGN_RUN set.

: "${FOREIGN_RUN:?is run by tools/foreign-clients}"
servers=()

# The newest etcd of a line, or one version, in the cache of tools/get-etcd: prints its folder, if it is there.
etcd_folder() {
  "$root/tools/get-etcd" --print 2>/dev/null | awk -v wanted="$1" '
    $1 == wanted || index($1, wanted ".") == 1 { folder = $2 }
    END { if (folder != "") print folder }'
}

# Starts an embedded etcd that behaves as one of a line, with more flags, and sets endpoint.
start_embedded() {
  local out line=''
  out=$(mktemp "$FOREIGN_RUN/embedded.XXXXXX.out")
  "$root/mainstay" up --listen 127.0.0.1:0 --no-console --compat "$1" "${@:2}" >"$out" 2>"${out%.out}.err" &
  servers+=($!)
  # It may have to build itself first.
  local until=$((SECONDS + 300))
  while ((SECONDS < until)); do
    read -r line <"$out" || true
    case $line in 'ready etcd='*) endpoint=${line#ready etcd=}; return ;; esac
    kill -0 "${servers[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  echo "the embedded etcd did not start: $(cat "${out%.out}.err")" >&2
  exit 1
}

# Starts the etcd of a folder on a data directory, with more flags, at ports that are free, and sets endpoint. Where
# it serves over TLS, curl has to know by its own configuration whom to trust and what to show.
start_etcd() {
  local folder=$1 data=$2 port peer try until scheme=http
  shift 2
  [[ " $* " != *' --cert-file'* ]] || scheme=https
  for ((try = 0; try < 20; try++)); do
    port=$((20000 + RANDOM % 10000)) peer=http://127.0.0.1:$((port + 10000))
    "$folder/etcd" --data-dir "$data" --log-level error \
      --listen-client-urls "$scheme://127.0.0.1:$port" --advertise-client-urls "$scheme://127.0.0.1:$port" \
      --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" \
      "$@" >"$data.log" 2>&1 &
    servers+=($!)
    until=$((SECONDS + 30))
    while ((SECONDS < until)) && kill -0 "${servers[-1]}" 2>/dev/null; do
      if curl -sf "$scheme://127.0.0.1:$port/health" 2>/dev/null | grep -q true &&
        kill -0 "${servers[-1]}" 2>/dev/null; then
        endpoint=$scheme://127.0.0.1:$port
        return
      fi
      sleep 0.1
    done
    # The port was taken: another is tried.
    stop_last
  done
  echo "the real etcd did not start: $(tail -n 3 "$data.log")" >&2
  return 1
}

# Starts the real etcd of a line or version with an empty data directory and more flags, and sets endpoint.
start_real() {
  local folder
  folder=$(etcd_folder "$1")
  [[ -n $folder ]] || { echo "no etcd $1 is here; tools/get-etcd $1 brings it" >&2; exit 1; }
  start_etcd "$folder" "$(mktemp -d "$FOREIGN_RUN/etcd.XXXXXX")/data" "${@:2}"
}

# Ends the server that was started last.
stop_last() {
  kill "${servers[-1]}" 2>/dev/null || true
  wait "${servers[-1]}" 2>/dev/null || true
  unset 'servers[-1]'
}

# Ends all servers that were started here, and takes what they left.
stop_servers() {
  while ((${#servers[@]})); do stop_last; done
}
