chapter put
ctl put a 1
ctl put a 2 --prev-kv
ctl put a 3 --prev-kv -w json
ctl put a 4 --prev-kv -w fields
ctl put b "x y" -w json
ctl put -- --minus --v
ctl put stdin <<<"from stdin"
ctl put empty ""
ctl put a --ignore-value
ctl put a v --ignore-value
ctl put nope --ignore-value
ctl put nope v --ignore-lease
ctl put a 5 --ignore-lease
ctl put a v --lease=zz
ctl put a v --lease=7b
ctl put "" v
ctl put é "ü € 😀"
ctl put big "$(printf 'x%.0s' {1..100000})" >"$dir/big"; tail -n 2 "$dir/big"

chapter get
ctl get a
for form in simple json fields table; do ctl get a -w "$form"; done
ctl get a --hex
ctl get é --hex -w json
ctl get nope -w json
ctl get "" --prefix --keys-only
ctl get a c
ctl get a --from-key --keys-only --limit 3 -w fields
ctl get b --from-key --keys-only
ctl get c a
ctl get "" --prefix --limit=2 -w json --keys-only
ctl get "" --prefix --order=DESCEND --keys-only
for by in CREATE KEY MODIFY VALUE VERSION; do
  ctl get "" --prefix --keys-only --sort-by="$by"
  ctl get "" --prefix --keys-only --sort-by="$by" --order=DESCEND --limit=2 -w fields
done
ctl get "" --prefix --count-only -w fields
ctl get a --count-only
ctl get a --print-value-only
ctl get a --consistency=s -w json
ctl get a --consistency=x
ctl get a --rev=2
ctl get a --rev=3 -w json
ctl get a --rev=-1
ctl get a --rev=99999999
ctl get "" --prefix --min-mod-rev=6 --keys-only
ctl get "" --prefix --max-mod-rev=6 --keys-only
ctl get "" --prefix --min-create-rev=6 --max-create-rev=7 --keys-only -w json
ctl get a --min-mod-rev 5 --max-mod-rev 3
ctl get
ctl get a --prefix --from-key
ctl get a --order foo
ctl get a -w nosuch
since 3.7 ctl get "" --prefix --keys-only --stream
since 3.7 ctl get a c --stream -w json
ctl get a -w protobuf | grep -ac '^.*a.*5'

chapter del
for i in 1 2 3 4 5 6 7; do ctl put d$i v$i; done
ctl del d1
ctl del d2 --prev-kv
ctl del d3 d5 --prev-kv -w json
ctl del nope
ctl del nope -w fields --prev-kv
ctl del d --prefix --prev-kv -w fields
ctl del a b --prefix
ctl del a b c
ctl del
ctl del é --from-key
ctl get d --prefix -w json
