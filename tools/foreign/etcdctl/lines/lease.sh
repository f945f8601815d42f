chapter lease
ctl lease grant 500
ctl lease grant 400 -w json >/dev/null
ctl lease grant 300
ctl put l1 v --lease="${lease[0]}"
ctl put l2 v --lease="${lease[1]}"
ctl get l1 -w json
ctl get l1 -w fields --hex
ctl lease timetolive "${lease[1]}" --keys
ctl lease list >"$dir/list"; head -n 2 "$dir/list"
ctl lease keep-alive --once "${lease[0]}"
ctl lease keep-alive --once "${lease[0]}" -w json
ctl lease keep-alive --once "${lease[1]}" -w fields
ctl lease keep-alive --once 1234
ctl lease keep-alive 1234
ctl lease keep-alive zz
ctl lease timetolive 1234
for form in json fields; do ctl lease timetolive 1234 --keys -w "$form"; done
ctl lease timetolive zz
ctl put l1 w --ignore-lease
ctl put l1 --ignore-value --lease="${lease[1]}"
ctl get l --prefix -w json
ctl lease revoke "${lease[1]}"
ctl lease revoke "${lease[1]}"
ctl lease revoke "${lease[0]}" -w json
ctl lease revoke zz
ctl lease grant x
ctl lease grant
ctl lease grant 99999999999
ctl get l --prefix

ctl lease grant 200
start k1 lease keep-alive "${lease[-1]}"
seen k1 'keepalived with'
ctl lease revoke "${lease[-1]}"
finish k1
