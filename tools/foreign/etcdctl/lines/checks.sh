chapter check
# To its end it takes a minute; here it is ended once it has written.
start perf check perf --load s --prefix perf/
for ((i = 0; i < 300; i++)); do
  [[ -z $("$folder/etcdctl" --endpoints="$endpoint" get perf/ --prefix --limit 1 --keys-only | tr -d "\0") ]] || break
  sleep 0.1
done
((i < 300)) && echo 'check perf writes'
kill "$(cat "$dir/perf.pid")"
wait "$(cat "$dir/perf.pid")" 2>/dev/null
ctl check perf --load nosuch
ctl check datascale --load nosuch
