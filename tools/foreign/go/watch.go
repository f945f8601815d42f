package main

import (
	"context"
	"fmt"
	"strings"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// events reads until there are so many.
func events(from clientv3.WatchChan, count int) string {
	var all []string
	for len(all) < count {
		for _, e := range within(from).Events {
			text := fmt.Sprintf("%s %s=%s", e.Type, e.Kv.Key, e.Kv.Value)
			if e.PrevKv != nil {
				text += " was " + string(e.PrevKv.Value)
			}
			all = append(all, text)
		}
	}
	return strings.Join(all, ", ")
}

func watch(c *clientv3.Client) {
	live := c.Watch(ctx, "w/", clientv3.WithPrefix(), clientv3.WithPrevKV(), clientv3.WithCreatedNotify())
	same("created", within(live).Created, true)
	first := must(c.Put(ctx, "w/a", "1")).Header.Revision
	must(c.Put(ctx, "w/a", "2"))
	must(c.Delete(ctx, "w/a"))
	same("live, with what was", events(live, 3), "PUT w/a=1, PUT w/a=2 was 1, DELETE w/a= was 2")
	must(c.Put(ctx, "w/b", "3"))

	past := c.Watch(ctx, "w/", clientv3.WithPrefix(), clientv3.WithRev(first+1))
	same("from a revision", events(past, 3), "PUT w/a=2, DELETE w/a=, PUT w/b=3")
	puts := c.Watch(ctx, "w/", clientv3.WithPrefix(), clientv3.WithRev(first), clientv3.WithFilterDelete())
	same("without deletes", events(puts, 3), "PUT w/a=1, PUT w/a=2, PUT w/b=3")
	deletes := c.Watch(ctx, "w/", clientv3.WithPrefix(), clientv3.WithRev(first), clientv3.WithFilterPut())
	same("without puts", events(deletes, 1), "DELETE w/a=")

	// One transaction is one answer of one revision.
	batch := c.Watch(ctx, "batch/", clientv3.WithPrefix(), clientv3.WithCreatedNotify())
	within(batch)
	must(c.Txn(ctx).Then(clientv3.OpPut("batch/1", "x"), clientv3.OpPut("batch/2", "y")).Commit())
	same("a transaction comes whole", len(within(batch).Events), 2)

	quiet, stop := context.WithCancel(ctx)
	progress := c.Watch(quiet, "quiet", clientv3.WithProgressNotify(), clientv3.WithCreatedNotify())
	revision := within(progress).Header.Revision
	same("asked for progress", c.RequestProgress(quiet), error(nil))
	notify := within(progress)
	same("progress, when it is asked for", fmt.Sprint(notify.IsProgressNotify(), notify.Header.Revision), fmt.Sprint(true, revision))
	stop()
	_, open := <-progress
	same("ended when it is cancelled", open, false)

	// Large answers come in pieces when that is asked for, and whole to who reads.
	value := strings.Repeat("v", 400_000)
	var ops []clientv3.Op
	for i := range 3 {
		ops = append(ops, clientv3.OpPut(fmt.Sprint("large/", i), value))
	}
	large := must(c.Txn(ctx).Then(ops...).Commit()).Header.Revision
	for i := range 3 {
		must(c.Put(ctx, fmt.Sprint("large/", i), value))
	}
	pieces := c.Watch(ctx, "large/", clientv3.WithPrefix(), clientv3.WithRev(large), clientv3.WithFragment())
	got := 0
	for got < 6 {
		got += len(within(pieces).Events)
	}
	same("in fragments", got, 6)

	many := make([]clientv3.WatchChan, 100)
	for i := range many {
		many[i] = c.Watch(ctx, "many", clientv3.WithCreatedNotify())
		within(many[i])
	}
	must(c.Put(ctx, "many", "x"))
	for i := range many {
		if got := events(many[i], 1); got != "PUT many=x" {
			same("each of 100 watches", got, "PUT many=x")
		}
	}
	same("100 watches", len(many), 100)

	same("compact", must(c.Get(ctx, "w/a", clientv3.WithRev(first))).Count, int64(1))
	must(c.Compact(ctx, first+2, clientv3.WithCompactPhysical()))
	_, err := c.Get(ctx, "w/a", clientv3.WithRev(first))
	is("read of what was compacted", err, rpctypes.ErrCompacted)
	gone := within(c.Watch(ctx, "w/", clientv3.WithPrefix(), clientv3.WithRev(first)))
	is("watch of what was compacted", gone.Err(), rpctypes.ErrCompacted)
	same("and from where it goes", gone.CompactRevision, first+2)
	_, err = c.Compact(ctx, first)
	is("compact twice", err, rpctypes.ErrCompacted)
	_, err = c.Compact(ctx, first+1_000_000)
	is("compact what is to come", err, rpctypes.ErrFutureRev)
}
