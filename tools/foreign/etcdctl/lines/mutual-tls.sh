# At a server that wants certificates, with one for alice; CERTIFICATES is their folder.
name "$CERTIFICATES" CERTIFICATES
as() {
  local who=$1
  shift
  ctl --cert "$CERTIFICATES/$who.crt" --key "$CERTIFICATES/$who.key" "$@"
}

# A page, with these words to curl: the status, and whether a certificate was missed. Which alert says so differs.
page() {
  local code=0
  show curl "$@"
  env -u CURL_HOME curl -s --max-time 20 -o "$dir/page" -w '%{http_code} ' --cacert "$CERTIFICATES/ca.crt" \
    "$@" "https://$endpoint/version" || code=$?
  ((code == 0)) && sed -E 's/,"storage".*/}/' "$dir/page" || echo refused
  printf '\n'
}

chapter who is let in
start foreign --cert "$CERTIFICATES/mallory.crt" --key "$CERTIFICATES/mallory.key" --command-timeout 2s put mutual/a 1
start distrust --cacert "$CERTIFICATES/stranger.crt" --command-timeout 2s put mutual/a 1
for version in '' --http1.1 --http2 '--tls-max 1.2'; do
  # shellcheck disable=SC2086 # two words
  page $version --cert "$CERTIFICATES/alice.crt" --key "$CERTIFICATES/alice.key"
  # shellcheck disable=SC2086
  page $version
  # shellcheck disable=SC2086
  page $version --cert "$CERTIFICATES/mallory.crt" --key "$CERTIFICATES/mallory.key"
done
given_up foreign distrust
as nameless put mutual/a 2
as server put mutual/a 3
ctl get mutual/a -w fields

chapter users by certificate
ctl user add root --no-password
ctl user grant-role root root
ctl user add alice --no-password
ctl user add bob:secret
ctl role add reader
ctl role grant-permission reader read mutual/a
ctl user grant-role alice reader
ctl role add writer
ctl role grant-permission writer readwrite mutual/ --prefix
ctl user grant-role bob writer
ctl auth enable
as root auth status
ctl get mutual/a
ctl get mutual/b
ctl put mutual/a 4
ctl watch mutual/b
ctl user get alice
ctl user list
ctl --user bob:secret put mutual/a 5
ctl --user bob:wrong put mutual/a 6
ctl --user alice:any get mutual/a
as server get mutual/a
as nameless get mutual/a
as nameless --user bob:secret get mutual/a
as root get mutual/ --prefix
as root user list
as root lease grant 100
as root put mutual/c leased --lease="${lease[-1]}"
ctl lease revoke "${lease[-1]}"
ctl lease timetolive "${lease[-1]}" --keys
as root lease revoke "${lease[-1]}"
as root lock mutual/lock true
ctl lock mutual/lock true
as root user delete alice
ctl get mutual/a
ctl auth disable
as root auth disable
ctl get mutual/a
