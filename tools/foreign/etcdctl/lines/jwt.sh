# At a server whose tokens are JWT, signed with RS256 by jwt.key in the folder CERTIFICATES.
chapter tokens
ctl user add root:r00t
ctl user grant-role root root
ctl user add alice:secret
ctl role add reader
ctl role grant-permission reader read jwt/ --prefix
ctl user grant-role alice reader
ctl put jwt/a 1
ctl auth enable
ctl get jwt/a
ctl --user alice:secret get jwt/a
ctl --user alice:secret put jwt/a 2
ctl --user alice:wrong get jwt/a
ctl --user root:r00t put jwt/a 3
ctl --user alice:secret watch x
ctl --user root:r00t user list

# What a path of the gateway says to a body and a token: the status, then the body.
ask() {
  curl -s --max-time 20 -w '|%{http_code}\n' "https://$endpoint/v3/$1" -d "$2" -H "Authorization: $3" |
    tr -d ' ' | sed -E 's/"(raft_term|cluster_id|member_id)":"[0-9]+",?//g'
}
encoded() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
decoded() { local text=$1; while ((${#text} % 4)); do text+='='; done; tr -- '-_' '+/' <<<"$text" | openssl base64 -d -A; }
# A token that says CLAIMS, signed with a KEY and a digest.
token() {
  local text
  text=$(printf '%s' "{\"alg\":\"$3\",\"typ\":\"JWT\"}" | encoded).$(printf '%s' "$1" | encoded)
  printf '%s.%s' "$text" "$(printf '%s' "$text" | openssl dgst "-${4:-sha256}" -sign "$CERTIFICATES/$2.key" | encoded)"
}
given=$(curl -s "https://$endpoint/v3/auth/authenticate" -d '{"name":"alice","password":"secret"}' |
  sed -nE 's/.*"token":"([^"]*)".*/\1/p')
IFS=. read -r header claims signature <<<"$given"
decoded "$header"
printf '\n'
claims=$(decoded "$claims")
printf '%s\n' "$claims" | sed -E 's/"exp":[0-9]+/"exp":TIME/'
life=$(($(sed -E 's/.*"exp":([0-9]+).*/\1/' <<<"$claims") - $(date +%s)))
((life > 500 && life <= 600)) && echo 'it lives ten minutes' || echo "it lives $life s"
range='{"key":"and0L2E="}' # jwt/a
ask kv/range "$range" "$given"
ask kv/put "$range" "$given"
echo 'one made elsewhere with the same key, for root'
ask kv/put "$range" "$(token "${claims/alice/root}" jwt RS256)"
echo 'with another key'
ask kv/range "$range" "$(token "$claims" jwt-other RS256)"
echo 'of other claims than were signed'
ask kv/range "$range" "$header.$(printf '%s' "${claims/alice/root}" | encoded).$signature"
echo 'another method'
ask kv/range "$range" "$(token "$claims" jwt RS512 sha512)"
echo 'not signed'
ask kv/range "$range" "$(printf '{"alg":"none","typ":"JWT"}' | encoded).$(printf '%s' "$claims" | encoded)."
echo 'ended'
ask kv/range "$range" "$(token "$(sed -E 's/"exp":[0-9]+/"exp":1000000000/' <<<"$claims")" jwt RS256)"
echo 'of nobody'
ask kv/range "$range" "$(token "${claims/alice/nobody}" jwt RS256)"
echo 'of an old revision'
ask kv/range "$range" "$(token "$(sed -E 's/"revision":[0-9]+/"revision":1/' <<<"$claims")" jwt RS256)"
echo 'no token'
ask kv/range "$range" nonsense
ctl --user root:r00t user passwd alice --interactive=false <<<changed
echo 'one from before a change of users'
ask kv/range "$range" "$given"
ctl --user alice:changed get jwt/a
ctl --user root:r00t auth disable
ask kv/range "$range" "$given"
