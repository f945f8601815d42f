key=$(b64 st/a)
stream watch watch "{\"create_request\":{\"key\":\"$(b64 st/)\",\"range_end\":\"$(b64 st0)\",\"prev_kv\":true}}"
told 'watch: created' watch '"created":true'
post kv/put "{\"key\":\"$key\",\"value\":\"$(b64 one)\"}" >/dev/null
told 'watch: a put' watch "\"events\":\[\{\"kv\":\{\"key\":\"$key\".*\"value\":\"$(b64 one)\""
post kv/deleterange "{\"key\":\"$key\"}" >/dev/null
told 'watch: a delete, and what was' watch "\"type\":\"DELETE\".*\"prev_kv\":\{.*\"value\":\"$(b64 one)\""
stream compacted watch "{\"create_request\":{\"key\":\"$key\",\"start_revision\":\"1\"}}"
told 'watch: compacted' compacted '"canceled":true.*"compact_revision":"[0-9]+"'

granted=$(post lease/grant '{"TTL":"100"}')
lease=$(field ID <<<"$granted")
same 'lease: granted' "$(sed 's/"revision":"[0-9]*"/R/' <<<"$granted")" "200 {\"header\":{R},\"ID\":\"$lease\",\"TTL\":\"100\"}"
post kv/put "{\"key\":\"$key\",\"lease\":\"$lease\"}" >/dev/null
same 'lease: its keys' "$(post lease/timetolive "{\"ID\":\"$lease\",\"keys\":true}" | sed -E 's/.*(,"grantedTTL.*)/\1/')" \
  ",\"grantedTTL\":\"100\",\"keys\":[\"$key\"]}"
same 'lease: kept alive' "$(post lease/keepalive "{\"ID\":\"$lease\"}" | field TTL)" 100
same 'lease: kept alive when there is none' "$(post lease/keepalive '{"ID":"98"}' | grep -c '"TTL"')" 0
same 'lease: listed' "$(post lease/leases '{}' | grep -c "\"ID\":\"$lease\"")" 1
same 'lease: revoked, by the older path' "$(post kv/lease/revoke "{\"ID\":\"$lease\"}" | cut -c 1-3)" 200
same 'lease: revoked twice' "$(post lease/revoke "{\"ID\":\"$lease\"}")" "404 $(error 5 'etcdserver: requested lease not found')"

lease=$(post lease/grant '{"TTL":"100"}' | field ID)
name=$(b64 door)
held=$(b64 "door/$(printf %x "$lease")")
same 'lock: held' "$(post lock/lock "{\"name\":\"$name\",\"lease\":\"$lease\"}" | field key)" "$held"
other=$(post lease/grant '{"TTL":"100"}' | field ID)
stream lock lock/lock "{\"name\":\"$name\",\"lease\":\"$other\"}"
same 'lock: released' "$(post lock/unlock "{\"key\":\"$held\"}" | cut -c 1-3)" 200
told 'lock: the next has it' lock "\"key\":\"$(b64 "door/$(printf %x "$other")")\""

seat=$(b64 seat)
won=$(post election/campaign "{\"name\":\"$seat\",\"lease\":\"$lease\",\"value\":\"$(b64 me)\"}")
leader=$(sed -nE 's/.*"leader":(\{[^}]*\}).*/\1/p' <<<"$won")
same 'election: won' "$(field key <<<"$leader")" "$(b64 "seat/$(printf %x "$lease")")"
same 'election: the leader' "$(post election/leader "{\"name\":\"$seat\"}" | field value)" "$(b64 me)"
stream observe election/observe "{\"name\":\"$seat\"}"
told 'election: observed' observe "\"value\":\"$(b64 me)\""
same 'election: proclaimed' "$(post election/proclaim "{\"leader\":$leader,\"value\":\"$(b64 still)\"}" | cut -c 1-3)" 200
told 'election: observed' observe "\"value\":\"$(b64 still)\""
same 'election: resigned' "$(post election/resign "{\"leader\":$leader}" | cut -c 1-3)" 200
same 'election: no leader' "$(post election/leader "{\"name\":\"$seat\"}")" "500 $(error 2 'election: no leader')"
for id in "$lease" "$other"; do post lease/revoke "{\"ID\":\"$id\"}" >/dev/null; done
