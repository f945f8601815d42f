chapter endpoint
for form in simple json fields; do ctl endpoint health -w "$form"; done
ctl endpoint status | sed 's/^\([^,]*, [^,]*, [^,]*\), .*/\1/'
ctl endpoint status -w json
ctl endpoint status -w fields
ctl endpoint status --cluster -w fields | grep -E 'MemberID|Version|IsLearner|exit'
ctl endpoint health --cluster
at=127.0.0.1:1 ctl --dial-timeout 200ms --command-timeout 300ms endpoint health
at=127.0.0.1:1 ctl --dial-timeout 200ms --command-timeout 300ms put a b

chapter member
ctl member list
for form in json fields; do ctl member list -w "$form"; done
ctl member list --hex
ctl member add learner --learner --peer-urls="$nobody"
ctl member list | same | sort
ctl member list -w json | same | grep -o '{"ID":ADDED.*"isLearner":true}'
# In the same second it would also have the same id, and that is refused by another name.
sleep 1.1
ctl member add same --learner --peer-urls="$nobody"
ctl member add another --learner --peer-urls=http://127.0.0.1:2
ctl member add bad --learner --peer-urls=nothing
ctl member add none
ctl member add
ctl member update "${members[0]:-none}" --peer-urls=http://127.0.0.1:3
ctl member list | same | sort
ctl member update "${members[0]:-none}"
ctl member update 1234 --peer-urls=http://127.0.0.1:4
ctl member promote "${members[0]:-none}"
ctl member promote 1234
ctl member promote zz
ctl move-leader "${members[0]:-none}"
ctl member remove "${members[0]:-none}"
ctl member remove "${members[0]:-none}"
ctl member remove 1234
ctl member remove
ctl member list -w json

chapter move-leader
ctl move-leader "$(printf %x "$(id_of member_id)")"
ctl move-leader 1234
ctl move-leader
