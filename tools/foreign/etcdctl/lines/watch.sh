chapter watch
ctl put w 1
rev=$("${etcdctl[@]}" --endpoints="$endpoint" get w -w json | sed -nE 's/.*"revision":([0-9]+).*/\1/p')
ctl put w 2
ctl put w2 3
ctl del w
ctl put w 4
ctl put w2 end
end='test $ETCD_WATCH_VALUE != \"end\"'
ctl watch w --prefix --rev "$rev" -- sh -c "$end"
ctl watch w --prefix --rev "$rev" --prev-kv -- sh -c "$end"
for form in json fields; do ctl watch w --prefix --rev "$rev" --prev-kv -w "$form" -- sh -c "$end"; done
ctl watch w w3 --rev "$rev" --hex -- sh -c "env | grep ETCD_WATCH | sort; $end"
ETCDCTL_WATCH_KEY=w ctl watch --rev "$rev" -- false
ETCDCTL_WATCH_KEY=w ETCDCTL_WATCH_RANGE_END=w3 ctl watch --rev "$rev" -- false
ctl watch w --rev "$rev" -- no-such-program
ctl watch
ctl watch w --
ctl watch -- echo
ctl watch z w

start w1 watch -i
tell w1 'watch w3'
tell w1 'watch w4 --prev-kv'
tell w1 progress
seen w1 'progress notify'
ctl put w4 one
seen w1 one
ctl put w3 two
seen w1 two
ctl put w4 three
seen w1 three
ctl del w4
seen w1 DELETE
tell w1 'nosuch w'
seen w1 'Invalid command nosuch'
finish w1

start w2 watch w --prefix --rev "$rev" --progress-notify -w json
seen w2 'dHdv'
finish w2

ctl watch -i <<'END'
watch w --nosuch
END

chapter compaction
ctl compaction
ctl compaction x
ctl compaction 99999999
ctl compaction $((rev + 1))
ctl compaction $((rev + 1))
ctl compaction $((rev + 2)) --physical
ctl get w --rev "$rev"
ctl get w --rev $((rev + 2)) -w fields
ctl watch w --rev "$rev"
ctl watch w --rev "$rev" -w json
ctl watch w --prefix --rev $((rev + 2)) -- sh -c "$end"
for form in simple json fields table; do ctl endpoint hashkv -w "$form"; done
ctl endpoint hashkv --rev $((rev + 3))
ctl endpoint hashkv --rev 1
ctl endpoint hashkv --rev 99999999
