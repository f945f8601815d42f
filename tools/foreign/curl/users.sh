ok() { same "$1" "$(post "$2" "$3" "${@:4}" | cut -c 1-3)" 200; }
ok 'user root' auth/user/add '{"name":"root","password":"pw"}'
same 'the same again' "$(post auth/user/add '{"name":"root","password":"pw"}')" \
  "400 $(error 9 'etcdserver: user name already exists')"
ok 'role root' auth/user/grant '{"user":"root","role":"root"}'
ok 'user ann' auth/user/add '{"name":"ann","password":"secret"}'
ok 'role part' auth/role/add '{"name":"part"}'
ok 'what it may' auth/role/grant "{\"name\":\"part\",\"perm\":{\"permType\":\"READWRITE\",\"key\":\"$(b64 part/)\",\"range_end\":\"$(b64 part0)\"}}"
ok 'is for ann' auth/user/grant '{"user":"ann","role":"part"}'
ok 'on' auth/enable '{}'
same 'without a token' "$(post kv/put "{\"key\":\"$(b64 part/a)\"}")" "400 $(error 3 'etcdserver: user name is empty')"
same 'a bad token' "$(post kv/put "{\"key\":\"$(b64 part/a)\"}" -H 'Authorization: bad.1')" \
  "401 $(error 16 'etcdserver: invalid auth token')"
same 'a wrong password' "$(post auth/authenticate '{"name":"ann","password":"x"}')" \
  "400 $(error 3 'etcdserver: authentication failed, invalid user ID or password')"
token=$(post auth/authenticate '{"name":"ann","password":"secret"}' | field token)
ok 'with a token' kv/put "{\"key\":\"$(b64 part/a)\"}" -H "Authorization: $token"
same 'what is not granted' "$(post kv/range "{\"key\":\"$(b64 other)\"}" -H "Authorization: $token")" \
  "403 $(error 7 'etcdserver: permission denied')"
stream mine watch "{\"create_request\":{\"key\":\"$(b64 part/a)\"}}" -H "Authorization: $token"
told 'a watch with a token' mine '"created":true'
stream other watch "{\"create_request\":{\"key\":\"$(b64 other)\"}}" -H "Authorization: $token"
told 'a watch of what is not granted' other '"canceled":true.*permission denied'
root=$(post auth/authenticate '{"name":"root","password":"pw"}' | field token)
same 'users' "$(post auth/user/list '{}' -H "Authorization: $root" | sed 's/.*"users"/users/')" 'users:["ann","root"]}'
same 'status' "$(post auth/status '{}' -H "Authorization: $root" | grep -c '"enabled":true')" 1
ok 'off' auth/disable '{}' -H "Authorization: $root"
for user in ann root; do ok "no $user" auth/user/delete "{\"name\":\"$user\"}"; done
ok 'no part' auth/role/delete '{"role":"part"}'
