chapter txn
ctl put a 1
ctl txn -i <<'END'
mod("a") > "0"
val("a") = "1"

get a
put t 1 --prev-kv

get nope

END
ctl txn <<'END'
mod("a") < "1"

get a

get "" --prefix --keys-only
put t 2 --prev-kv
del nope

END
for form in json fields; do
  ctl txn -w "$form" <<'END'

get a
get "" --prefix --limit 1
put t 3 --prev-kv
del t2 --prev-kv


END
done
ctl txn --hex <<'END'
lease("a") = "0"
ver("a") > "0"
version("a") != "33"
c("a") > "1"
create("a") > "1"
m("a") > "1"
value("\x61") = "1"

get a


END
for bad in 'mod("a") > 0' 'mod(a) > "0"' 'foo("a") > "0"' 'mod("a") > "x"'; do
  ctl txn <<<"$bad"
done
ctl txn <<'END'

put b 1
put b 2


END
ctl txn <<'END'

put b 1
del "" --prefix


END
ctl txn <<'END'

put b c --lease=7b


END
ctl txn <<'END'

nosuch b


END
ctl txn </dev/null
{ echo; for i in {1..129}; do echo "put n$i v"; done; echo; echo; } | ctl txn
ctl get n --prefix --count-only -w fields
