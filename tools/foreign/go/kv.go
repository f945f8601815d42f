package main

import (
	"bytes"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

func kv(c *clientv3.Client) {
	first := must(c.Put(ctx, "kv/a", "1")).Header.Revision
	again := must(c.Put(ctx, "kv/a", "2", clientv3.WithPrevKV()))
	same("a put is one revision", again.Header.Revision, first+1)
	same("put gives what was", string(again.PrevKv.Value), "1")
	must(c.Put(ctx, "kv/b", "3"))
	must(c.Put(ctx, "kv/c", "4"))

	got := must(c.Get(ctx, "kv/a"))
	same("value", string(got.Kvs[0].Value), "2")
	same("version", got.Kvs[0].Version, int64(2))
	same("revisions", got.Kvs[0].ModRevision-got.Kvs[0].CreateRevision, int64(1))
	same("prefix", values(must(c.Get(ctx, "kv/", clientv3.WithPrefix()))), "kv/a=2 kv/b=3 kv/c=4")
	same("from key", values(must(c.Get(ctx, "kv/b", clientv3.WithRange("kv/d")))), "kv/b=3 kv/c=4")
	page := must(c.Get(ctx, "kv/", clientv3.WithPrefix(), clientv3.WithLimit(2)))
	same("limit, count, more", fmt.Sprint(len(page.Kvs), page.Count, page.More), "2 3 true")
	sorted := clientv3.WithSort(clientv3.SortByValue, clientv3.SortDescend)
	same("sort", values(must(c.Get(ctx, "kv/", clientv3.WithPrefix(), sorted))), "kv/c=4 kv/b=3 kv/a=2")
	same("an old revision", values(must(c.Get(ctx, "kv/a", clientv3.WithRev(first)))), "kv/a=1")
	same("serializable", values(must(c.Get(ctx, "kv/a", clientv3.WithSerializable()))), "kv/a=2")
	same("count only", must(c.Get(ctx, "kv/", clientv3.WithPrefix(), clientv3.WithCountOnly())).Count, int64(3))
	same("keys only", values(must(c.Get(ctx, "kv/a", clientv3.WithKeysOnly()))), "kv/a=")

	txn := must(c.Txn(ctx).If(clientv3.Compare(clientv3.Value("kv/a"), "=", "2"),
		clientv3.Compare(clientv3.Version("kv/none"), "=", 0),
		clientv3.Compare(clientv3.ModRevision("kv/"), ">", first).WithPrefix()).
		Then(clientv3.OpPut("kv/a", "5"), clientv3.OpGet("kv/a"), clientv3.OpTxn(nil,
			[]clientv3.Op{clientv3.OpDelete("kv/b", clientv3.WithPrevKV())}, nil)).
		Else(clientv3.OpGet("kv/none")).Commit())
	same("txn took the first branch", txn.Succeeded, true)
	same("txn reads what it wrote", string(txn.Responses[1].GetResponseRange().Kvs[0].Value), "5")
	inner := txn.Responses[2].GetResponseTxn().Responses[0].GetResponseDeleteRange()
	same("a txn within deletes", string(inner.PrevKvs[0].Value), "3")
	other := must(c.Txn(ctx).If(clientv3.Compare(clientv3.Value("kv/a"), "=", "2")).Else(clientv3.OpGet("kv/a")).Commit())
	same("txn took the other branch", other.Succeeded, false)

	same("delete", must(c.Delete(ctx, "kv/c")).Deleted, int64(1))
	same("delete of nothing", must(c.Delete(ctx, "kv/c")).Deleted, int64(0))
	big := bytes.Repeat([]byte("x"), 1_400_000)
	must(c.Put(ctx, "kv/big", string(big)))
	same("a big value", len(must(c.Get(ctx, "kv/big")).Kvs[0].Value), len(big))
	must(c.Delete(ctx, "kv/big"))

	_, err := c.Put(ctx, "", "x")
	is("an empty key", err, rpctypes.ErrEmptyKey)
	_, err = c.Put(ctx, "kv/large", string(bytes.Repeat([]byte("x"), 1_600_000)))
	is("too large a request", err, rpctypes.ErrRequestTooLarge)
	_, err = c.Get(ctx, "kv/a", clientv3.WithRev(first+1_000_000))
	is("a revision to come", err, rpctypes.ErrFutureRev)
	_, err = c.Txn(ctx).Then(clientv3.OpPut("kv/x", "1"), clientv3.OpPut("kv/x", "2")).Commit()
	is("a key put twice", err, rpctypes.ErrDuplicateKey)
	_, err = c.Put(ctx, "kv/none", "", clientv3.WithIgnoreValue())
	is("no value to keep", err, rpctypes.ErrKeyNotFound)
}
