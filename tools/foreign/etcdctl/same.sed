# Takes times, sizes, places in the log and addresses out of what etcdctl prints. In the C locale µ is two characters,
# so it must not stand in brackets.
s/LocalAddr: '[^']*'/LocalAddr: ADDRESS/
s/"ts":"[^"]*"/"ts":TIME/g
s|etcd-endpoints://0x[0-9a-f]+/|etcd-endpoints://|g
s/took:? (= )?[0-9.]+(m|µ|n)?s/took TIME/g
s/"[Tt]ook" ?: ?"?[0-9.]+(m|µ|n)?s?"?/"took":TIME/g
s/"(dbSize|dbSizeInUse|raftIndex|raftAppliedIndex|raft_term|raftTerm|db_size|db_size_in_use)":[0-9]+/"\1":N/g
s/"(DBSize|DBSizeInUse|RaftIndex|RaftAppliedIndex|RaftTerm)" : [0-9]+/"\1" : N/g
# The key of a lock or candidate ends with its lease.
s!^([le]1/)[0-9a-f]+$!\1LEASE!
s/"size":"[^"]*"/"size":N/g
# An id that is short is padded by spaces.
s/^Member +/Member /
s/ cluster +/ cluster /
s/remaining\([0-9]+s\)/remaining(TIME)/
# What etcdctl panics with names places in its memory.
/^err\| .*[({]/s/0x[0-9a-f]{6,}/PLACE/g
# Members stand in the order of their ids, and the one of the learner is drawn.
s/"learner=([^,]*),default=([^"]*)"/"default=\2,learner=\1"/
