chapter alarm and defrag
ctl alarm list
ctl alarm disarm
for form in json fields; do ctl alarm list -w "$form"; done
ctl defrag
ctl defrag --cluster
ctl get a

chapter snapshot
ctl snapshot save "$dir/snapshot" | grep -E 'save|exit'
"$folder/etcdutl" snapshot status "$dir/snapshot" -w json | sed -E 's/"(hash|totalKey|totalSize)":[0-9]+/"\1":N/g'
ctl snapshot save
ctl snapshot save "$dir/no/such/folder"

# What was saved is restored, and a real etcd serves it.
"$folder/etcdutl" snapshot restore "$dir/snapshot" --data-dir "$dir/restored" >/dev/null 2>&1
echo "restored [exit $?]"
before=$endpoint
start_etcd "$folder" "$dir/restored"
at=$endpoint endpoint=$before
at=$at ctl get "" --prefix --keys-only | sed 's|^\([le]1/\).*|\1LEASE|'
at=$at ctl get a --prefix -w fields | grep -vE 'ClusterID|MemberID|RaftTerm'
stop_last
unset at

chapter downgrade
since 3.6 ctl downgrade validate 3.4
since 3.6 ctl downgrade validate 3.$((${line#3.} - 1))
since 3.6 ctl downgrade validate 3.$((${line#3.} - 1)).0
since 3.6 ctl downgrade validate "$line"
since 3.6 ctl downgrade validate x
since 3.6 ctl downgrade validate
since 3.6 ctl downgrade enable 3.1
since 3.6 ctl downgrade cancel

chapter version
ctl version
