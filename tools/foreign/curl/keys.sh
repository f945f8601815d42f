a=$(b64 gw/a) b=$(b64 gw/b) end=$(b64 gw0)
begun=$(post kv/put "{\"key\":\"$a\",\"value\":\"$(b64 one)\"}")
revision=$(field revision <<<"$begun")
same 'put' "$begun" "200 {\"header\":{\"revision\":\"$revision\"}}"
at() { echo $((revision + $1)); }
same 'put, and what was' "$(post kv/put "{\"key\":\"$a\",\"value\":\"$(b64 two)\",\"prev_kv\":true}")" \
  "200 {\"header\":{\"revision\":\"$(at 1)\"},\"prev_kv\":{\"key\":\"$a\",\"create_revision\":\"$revision\",\"mod_revision\":\"$revision\",\"version\":\"1\",\"value\":\"$(b64 one)\"}}"
kv="{\"key\":\"$a\",\"create_revision\":\"$revision\",\"mod_revision\":\"$(at 1)\",\"version\":\"2\",\"value\":\"$(b64 two)\"}"
same 'range' "$(post kv/range "{\"key\":\"$a\"}")" \
  "200 {\"header\":{\"revision\":\"$(at 1)\"},\"kvs\":[$kv],\"count\":\"1\"}"
same 'range of nothing' "$(post kv/range "{\"key\":\"$(b64 gw/none)\"}")" "200 {\"header\":{\"revision\":\"$(at 1)\"}}"
same 'camelCase, names and numbers' \
  "$(post kv/range "{\"key\":\"$a\",\"rangeEnd\":\"$end\",\"sortOrder\":\"DESCEND\",\"sort_target\":3,\"countOnly\":true,\"limit\":\"5\",\"unheard\":1}")" \
  "200 {\"header\":{\"revision\":\"$(at 1)\"},\"count\":\"1\"}"
same 'txn' "$(post kv/txn "{\"compare\":[{\"key\":\"$a\",\"result\":\"EQUAL\",\"target\":\"VERSION\",\"version\":2}],\"success\":[{\"request_put\":{\"key\":\"$b\",\"value\":\"$(b64 x)\"}},{\"requestRange\":{\"key\":\"$b\"}}],\"failure\":[]}")" \
  "200 {\"header\":{\"revision\":\"$(at 2)\"},\"succeeded\":true,\"responses\":[{\"response_put\":{\"header\":{\"revision\":\"$(at 2)\"}}},{\"response_range\":{\"header\":{\"revision\":\"$(at 2)\"},\"kvs\":[{\"key\":\"$b\",\"create_revision\":\"$(at 2)\",\"mod_revision\":\"$(at 2)\",\"version\":\"1\",\"value\":\"$(b64 x)\"}],\"count\":\"1\"}}]}"
same 'txn, the other branch' "$(post kv/txn "{\"compare\":[{\"key\":\"$a\",\"target\":\"VALUE\",\"value\":\"$(b64 x)\"}]}")" \
  "200 {\"header\":{\"revision\":\"$(at 2)\"}}"
same 'deleterange' "$(post kv/deleterange "{\"key\":\"$a\",\"range_end\":\"$end\"}")" \
  "200 {\"header\":{\"revision\":\"$(at 3)\"},\"deleted\":\"2\"}"

same 'no key' "$(post kv/put '{}')" "400 $(error 3 'etcdserver: key is not provided')"
same 'no such lease' "$(post kv/put "{\"key\":\"$a\",\"lease\":\"99\"}")" "404 $(error 5 'etcdserver: requested lease not found')"
same 'a revision to come' "$(post kv/range "{\"key\":\"$a\",\"revision\":\"99999999\"}")" \
  "400 $(error 11 'etcdserver: mvcc: required revision is a future revision')"
same 'authentication is off' "$(post auth/authenticate '{"name":"a","password":"b"}')" \
  "400 $(error 9 'etcdserver: authentication is not enabled')"
same 'compaction' "$(post kv/compaction "{\"revision\":\"$(at 1)\",\"physical\":true}")" "200 {\"header\":{\"revision\":\"$(at 3)\"}}"
same 'compacted' "$(post kv/range "{\"key\":\"$a\",\"revision\":\"$revision\"}")" \
  "400 $(error 11 'etcdserver: mvcc: required revision has been compacted')"
same 'no JSON' "$(post kv/range '{' | cut -d ' ' -f 1)" 400
same 'no base64' "$(post kv/range '{"key":"%"}' | cut -d ' ' -f 1)" 400
if [[ $line == 3.5 ]]; then
  same 'no such path' "$(post kv/nosuch '{}')" "404 NotFound"
  same 'not a POST' "$(curl -sS -w '%{http_code}' -o /dev/null "$url/v3/kv/range")" 405
else
  same 'no such path' "$(post kv/nosuch '{}')" "404 $(error 5 'Not Found')"
  same 'not a POST' "$(post kv/range '' -G | cut -d ' ' -f 1)" 501
fi
same 'the older name of the version' "$(curl -sS "$url/v3beta/kv/range" -d "{\"key\":\"$a\"}" | plain)" \
  "{\"header\":{\"revision\":\"$(at 3)\"}}"
