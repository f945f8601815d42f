chapter users and roles
ctl user add root:r00t
ctl user add alice --new-user-password=secret
ctl user add bob --interactive=false <<<'pass word'
ctl user add carol --no-password
ctl user add alice:again
ctl user add
ctl user add :x
ctl user list
ctl user list -w json
ctl role add reader
ctl role add writer -w json
ctl role add reader
ctl role add ''
ctl role grant-permission reader read p/ --prefix
ctl role grant-permission writer readwrite p/a p/c
ctl role grant-permission writer write q
ctl role grant-permission writer read z --from-key -w json
ctl role grant-permission writer nosuch q
ctl role grant-permission nosuch read q
ctl role grant-permission writer read c a
for form in simple json fields table; do ctl role get writer -w "$form"; done
ctl role get nosuch
ctl role revoke-permission writer q
ctl role revoke-permission writer q
ctl role revoke-permission writer z --from-key
ctl role get writer
ctl role list
ctl user grant-role alice reader
ctl user grant-role bob writer -w json
ctl user grant-role bob nosuch
ctl user grant-role nosuch reader
ctl user grant-role bob reader
ctl user get bob
ctl user get bob --detail
ctl user get bob -w json
ctl user get nosuch
ctl user revoke-role bob reader
ctl user revoke-role bob reader
ctl user passwd bob --interactive=false <<<'pass'
ctl user passwd nosuch --interactive=false <<<'pass'

chapter auth
ctl auth status
ctl auth enable
ctl auth status
ctl put p/b v
ctl --user root:wrong get p/b
ctl --user root:r00t put p/b v1
ctl --user root --password r00t put x secret
ctl --user root:r00t auth status -w json
ctl --user root:r00t user get root
ctl --user alice:secret get p/b
ctl --user alice:secret get p/ --prefix -w fields
ctl --user alice:secret get p --prefix
ctl --user alice:secret put p/b v2
ctl --user alice:secret del p/b
ctl --user alice:secret watch p/b --rev 1 -- false | sed 's/compacted.*/compacted/'
ctl --user alice:secret watch x
ctl --user bob:pass put p/b v3 --prev-kv
ctl --user bob:pass get p/c
ctl --user bob:pass txn <<'END'
mod("p/b") > "0"

get p/b
put p/a nested

END
ctl --user bob:pass txn <<'END'

put p/b never
get x


END
ctl --user 'bob:pass word' get p/b
ctl --user carol:any get p/b
ctl --user bob:pass user list
ctl --user bob:pass user get bob
ctl --user bob:pass user get alice
ctl --user bob:pass role get writer
ctl --user bob:pass role get reader
ctl --user bob:pass member list | grep -c started
ctl --user bob:pass alarm list
ctl --user bob:pass compaction 1
ctl --user bob:pass defrag
ctl --user bob:pass endpoint hashkv
ctl --user bob:pass endpoint status | cut -d, -f 3
ctl --user bob:pass move-leader 1234
ctl --user bob:pass alarm disarm
ctl --user bob:pass member remove 1234
since 3.6 ctl --user bob:pass downgrade validate 3.5
ctl --user bob:pass snapshot save "$dir/stolen"
ctl --user bob:pass lease grant 100
ctl --user bob:pass put p/b v4 --lease="${lease[-1]}"
ctl --user alice:secret lease revoke "${lease[-1]}"
ctl --user bob:pass lease revoke "${lease[-1]}"
ctl --user bob:pass lock p/a --ttl 5 true
ctl --user root:r00t user delete root
ctl --user root:r00t role delete root
ctl --user root:r00t user revoke-role root root
ctl --user root:r00t role delete reader
ctl --user alice:secret get p/b
ctl --user root:r00t user delete alice
ctl --user alice:secret get p/b
ETCDCTL_USER=root:r00t ctl auth disable
ctl auth disable
ctl auth status
ctl user delete bob
ctl user delete bob
ctl user delete carol
ctl role delete writer
ctl role delete writer
ctl user revoke-role root root
ctl user delete root
ctl auth enable
ctl user list
ctl role list
ctl role delete root
