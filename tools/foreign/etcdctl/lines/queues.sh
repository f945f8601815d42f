chapter lock
start first lock l1
seen first l1/
start second lock l1
counted l1/ 2
start third lock l1 -- sh -c 'echo "$ETCD_LOCK_KEY" | sed "s|/.*||"; exit 7'
counted l1/ 3
finish first
seen second l1/
counted l1/ 2
finish second
finish third -
ctl lock l1 echo held
ctl lock l1 -- sh -c 'test -n "$ETCD_LOCK_REV" && echo "$ETCD_LOCK_KEY" | cut -c 1-3'
ctl lock --ttl 5 l1 true
ctl lock
counted l1/ 0

chapter elect
start one elect e1 p1
seen one p1
start listener elect -l e1
seen listener p1
start two elect e1 p2
counted e1/ 2
finish one
seen two p2
seen listener p2
# While somebody leads it only watches: no question of it is under way that its end would break off.
finish listener
finish two
ctl elect
ctl elect e1
counted e1/ 0
