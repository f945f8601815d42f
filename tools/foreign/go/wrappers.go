package main

import (
	"fmt"
	"strings"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/leasing"
	"go.etcd.io/etcd/client/v3/mirror"
	"go.etcd.io/etcd/client/v3/namespace"
	"go.etcd.io/etcd/client/v3/naming/endpoints"
	"go.etcd.io/etcd/client/v3/ordering"
)

func inNamespace(c *clientv3.Client) {
	kv := namespace.NewKV(c.KV, "ns/")
	watcher := namespace.NewWatcher(c.Watcher, "ns/")
	watch := watcher.Watch(ctx, "", clientv3.WithPrefix(), clientv3.WithCreatedNotify())
	within(watch)
	must(kv.Put(ctx, "a", "1"))
	same("outside", values(must(c.Get(ctx, "ns/a"))), "ns/a=1")
	same("inside", values(must(kv.Get(ctx, "", clientv3.WithFromKey()))), "a=1")
	same("watched", events(watch, 1), "PUT a=1")
	txn := must(kv.Txn(ctx).If(clientv3.Compare(clientv3.Value("a"), "=", "1")).Then(clientv3.OpDelete("a")).Commit())
	same("txn", txn.Succeeded, true)
	same("deleted", must(c.Get(ctx, "ns/a")).Count, int64(0))
}

func ordered(c *clientv3.Client) {
	kv := ordering.NewKV(c.KV, ordering.NewOrderViolationSwitchEndpointClosure(c))
	must(kv.Put(ctx, "ordered", "1"))
	same("a serializable read", values(must(kv.Get(ctx, "ordered", clientv3.WithSerializable()))), "ordered=1")
}

func mirrored(c *clientv3.Client) {
	for i := range 1500 {
		if i%100 == 0 {
			var ops []clientv3.Op
			for j := range 100 {
				ops = append(ops, clientv3.OpPut(fmt.Sprintf("mirror/%04d", i+j), "v"))
			}
			must(c.Txn(ctx).Then(ops...).Commit())
		}
	}
	syncer := mirror.NewSyncer(c, "mirror/", 0)
	base, errs := syncer.SyncBase(ctx)
	count, last := 0, ""
	for page := range base {
		count += len(page.Kvs)
		last = string(page.Kvs[len(page.Kvs)-1].Key)
	}
	same("base without an error", <-errs, error(nil))
	same("base, in pages", fmt.Sprintf("%d %s", count, last), "1500 mirror/1499")
	updates := syncer.SyncUpdates(ctx)
	must(c.Put(ctx, "mirror/new", "x"))
	must(c.Delete(ctx, "mirror/new"))
	same("updates", events(updates, 2), "PUT mirror/new=x, DELETE mirror/new=")
}

func leased(c *clientv3.Client) {
	one, closeOne, err := leasing.NewKV(c, "leasing/")
	must(0, err)
	defer closeOne()
	two, closeTwo, err := leasing.NewKV(c, "leasing/")
	must(0, err)
	defer closeTwo()
	must(c.Put(ctx, "cached", "1"))
	same("read into the cache", values(must(one.Get(ctx, "cached"))), "cached=1")
	same("owned", must(c.Get(ctx, "leasing/cached")).Count, int64(1))
	same("read from the cache", values(must(one.Get(ctx, "cached"))), "cached=1")
	must(two.Put(ctx, "cached", "2"))
	same("another took it back", values(must(one.Get(ctx, "cached"))), "cached=2")
	must(one.Delete(ctx, "cached"))
	same("deleted", must(two.Get(ctx, "cached")).Count, int64(0))
}

func named(c *clientv3.Client) {
	manager := must(endpoints.NewManager(c, "services/greeter"))
	watch := must(manager.NewWatchChannel(ctx))
	first := "services/greeter/1"
	must(0, manager.AddEndpoint(ctx, first, endpoints.Endpoint{Addr: "10.0.0.1:80", Metadata: "blue"}))
	update := within(watch)[0]
	same("added", fmt.Sprintf("%v %s %s", update.Op == endpoints.Add, update.Key, update.Endpoint.Addr), "true "+first+" 10.0.0.1:80")
	list := must(manager.List(ctx))
	same("listed", fmt.Sprintf("%d %v", len(list), list[first].Metadata), "1 blue")
	same("as it is stored", strings.Contains(values(must(c.Get(ctx, first))), `"Addr":"10.0.0.1:80"`), true)
	must(0, manager.DeleteEndpoint(ctx, first))
	same("deleted", within(watch)[0].Op == endpoints.Delete, true)
}
