package main

import (
	"context"
	"fmt"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

func lease(c *clientv3.Client) {
	granted := must(c.Grant(ctx, 60))
	same("granted", granted.TTL, int64(60))
	must(c.Put(ctx, "lease/a", "1", clientv3.WithLease(granted.ID)))
	same("the key has it", must(c.Get(ctx, "lease/a")).Kvs[0].Lease, int64(granted.ID))
	live := must(c.TimeToLive(ctx, granted.ID, clientv3.WithAttachedKeys()))
	same("what is left", live.GrantedTTL == 60 && live.TTL > 50 && live.TTL <= 60, true)
	same("its keys", fmt.Sprintf("%s", live.Keys), "[lease/a]")
	same("kept alive once", must(c.KeepAliveOnce(ctx, granted.ID)).TTL, int64(60))
	found := false
	for _, l := range must(c.Leases(ctx)).Leases {
		found = found || l.ID == granted.ID
	}
	same("listed", found, true)
	must(c.Revoke(ctx, granted.ID))
	same("revoked, and its key with it", must(c.Get(ctx, "lease/a")).Count, int64(0))
	same("time to live of none", must(c.TimeToLive(ctx, granted.ID)).TTL, int64(-1))
	_, err := c.Revoke(ctx, granted.ID)
	is("revoked twice", err, rpctypes.ErrLeaseNotFound)
	_, err = c.KeepAliveOnce(ctx, granted.ID)
	is("kept alive when it is gone", err, rpctypes.ErrLeaseNotFound)
	_, err = c.Put(ctx, "lease/a", "1", clientv3.WithLease(granted.ID))
	is("put with none", err, rpctypes.ErrLeaseNotFound)
	_, err = c.Grant(ctx, 10_000_000_000)
	is("too long", err, rpctypes.ErrLeaseTTLTooLarge)

	kept := must(c.Grant(ctx, 2))
	alive, end := context.WithCancel(ctx)
	answers := must(c.KeepAlive(alive, kept.ID))
	for range 4 {
		same("kept alive beyond its time", within(answers).TTL, int64(2))
	}
	watch := c.Watch(ctx, "lease/end", clientv3.WithCreatedNotify(), clientv3.WithPrevKV())
	within(watch)
	must(c.Put(ctx, "lease/end", "x", clientv3.WithLease(kept.ID)))
	end()
	same("expired", events(watch, 2), "PUT lease/end=x, DELETE lease/end= was x")
}
