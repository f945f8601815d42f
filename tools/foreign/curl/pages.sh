same 'health' "$(get /health)" '{"health":"true","reason":""} 200'
same 'health, by what is stored here' "$(get '/health?serializable=true')" '{"health":"true","reason":""} 200'
same 'health is not posted to' "$(curl -sS -o /dev/null -w '%{http_code}' -X POST "$url/health")" 405
same 'livez' "$(get /livez)" $'ok\n 200'
same 'readyz' "$(get /readyz)" $'ok\n 200'
same 'readyz, in words' "$(get '/readyz?verbose' | grep -c '^\[+\]')" 4
same 'one check' "$(get /readyz/linearizable_read)" $'ok\n 200'
same 'version' "$(get /version | grep -cE '"etcdserver":"3\.[567]\.[0-9]+","etcdcluster":"3\.[567]\.0"')" 1
same 'status' "$(post maintenance/status '{}' | grep -c "\"version\":\"$version\"")" 1
same 'members' "$(post cluster/member/list '{}' | grep -o "\"clientURLs\":\[\"[^\"]*\"\]")" "\"clientURLs\":[\"$url\"]"
same 'alarms' "$(post maintenance/alarm '{}' | cut -c 1-3)" 200
same 'hash' "$(post maintenance/hashkv '{}' | grep -c '"hash":[0-9]')" 1
stream snapshot maintenance/snapshot '{}'
told 'snapshot' snapshot '"blob":"'
same 'preflight of a browser' "$(curl -sS -o /dev/null -w '%{http_code}' -X OPTIONS -H 'Origin: http://example.com' "$url/v3/kv/range")" 200
