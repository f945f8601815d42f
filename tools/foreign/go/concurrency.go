package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

func session(c *clientv3.Client) *concurrency.Session {
	return must(concurrency.NewSession(c, concurrency.WithTTL(10), concurrency.WithContext(ctx)))
}

// queued waits until so many stand in a queue.
func queued(c *clientv3.Client, queue string, count int64) {
	for must(c.Get(ctx, queue, clientv3.WithPrefix())).Count != count {
	}
}

func mutex(c *clientv3.Client) {
	one, two := session(c), session(c)
	first, second := concurrency.NewMutex(one, "lock"), concurrency.NewMutex(two, "lock")
	same("locked", first.Lock(ctx), error(nil))
	same("its key", first.Key(), fmt.Sprintf("lock/%x", int64(one.Lease())))
	is("tried while another has it", second.TryLock(ctx), concurrency.ErrLocked)
	same("no key is left by the try", must(c.Get(ctx, "lock/", clientv3.WithPrefix())).Count, int64(1))
	done := make(chan error)
	go func() { done <- second.Lock(ctx) }()
	queued(c, "lock/", 2)
	same("unlocked", first.Unlock(ctx), error(nil))
	same("the next has it", within(done), error(nil))
	owner := must(c.Txn(ctx).If(second.IsOwner()).Commit())
	same("and is its owner", owner.Succeeded, true)
	same("its session ends", two.Close(), error(nil))
	<-two.Done()
	same("and the lock is free", first.TryLock(ctx), error(nil))
	same("unlocked", first.Unlock(ctx), error(nil))

	waiting, end := context.WithCancel(ctx)
	same("locked again", first.Lock(ctx), error(nil))
	three := session(c)
	third := concurrency.NewMutex(three, "lock")
	go func() { done <- third.Lock(waiting) }()
	queued(c, "lock/", 2)
	end()
	is("who waits gives up", within(done), context.Canceled)
	queued(c, "lock/", 1)
	first.Unlock(ctx)
	three.Close()
	one.Close()

	// What is only right when one at a time has the lock.
	var all sync.WaitGroup
	for range 5 {
		all.Add(1)
		go func() {
			defer all.Done()
			mine := session(c)
			defer mine.Close()
			m := concurrency.NewMutex(mine, "contended")
			for range 4 {
				m.Lock(ctx)
				count := 0
				if got := must(c.Get(ctx, "count")); got.Count > 0 {
					count, _ = strconv.Atoi(string(got.Kvs[0].Value))
				}
				must(c.Put(ctx, "count", strconv.Itoa(count+1)))
				m.Unlock(ctx)
			}
		}()
	}
	all.Wait()
	same("5 in contention, 4 times each", values(must(c.Get(ctx, "count"))), "count=20")
}

func election(c *clientv3.Client) {
	one, two := session(c), session(c)
	defer two.Close()
	first, second := concurrency.NewElection(one, "election"), concurrency.NewElection(two, "election")
	_, err := first.Leader(ctx)
	is("no leader", err, concurrency.ErrElectionNoLeader)
	same("campaign", first.Campaign(ctx, "one"), error(nil))
	same("leader", values(must(second.Leader(ctx)))[len(first.Key()):], "=one")
	observed := second.Observe(ctx)
	value := func() string { r := within(observed); return string(r.Kvs[0].Value) }
	same("observed", value(), "one")
	same("proclaim", first.Proclaim(ctx, "one again"), error(nil))
	same("observed", value(), "one again")
	is("proclaimed by who does not lead", second.Proclaim(ctx, "x"), concurrency.ErrElectionNotLeader)
	done := make(chan error)
	go func() { done <- second.Campaign(ctx, "two") }()
	queued(c, "election/", 2)
	same("resign", first.Resign(ctx), error(nil))
	same("the next leads", within(done), error(nil))
	same("observed", value(), "two")
	same("its revision", second.Rev(), must(c.Get(ctx, second.Key())).Kvs[0].CreateRevision)
	resumed := concurrency.ResumeElection(two, "election", second.Key(), second.Rev())
	same("resumed", resumed.Proclaim(ctx, "two again"), error(nil))
	same("observed", value(), "two again")
	go func() { done <- first.Campaign(ctx, "three") }()
	queued(c, "election/", 2)
	two.Close()
	same("who leads loses its session", within(done), error(nil))
	same("observed", value(), "three")
	one.Close()
}

func transactions(c *clientv3.Client) {
	must(c.Put(ctx, "stm/a", "100"))
	must(c.Put(ctx, "stm/b", "100"))
	number := func(s concurrency.STM, key string) int { return must(strconv.Atoi(s.Get(key))) }
	for name, level := range map[string]concurrency.Isolation{
		"serializable snapshot": concurrency.SerializableSnapshot, "serializable": concurrency.Serializable,
		"repeatable reads": concurrency.RepeatableReads,
	} {
		var all sync.WaitGroup
		for worker := range 4 {
			all.Add(1)
			go func() {
				defer all.Done()
				for range 5 {
					must(concurrency.NewSTM(c, func(s concurrency.STM) error {
						from, to := number(s, "stm/a"), number(s, "stm/b")
						s.Put("stm/a", strconv.Itoa(from-worker))
						s.Put("stm/b", strconv.Itoa(to+worker))
						return nil
					}, concurrency.WithIsolation(level), concurrency.WithAbortContext(ctx)))
				}
			}()
		}
		all.Wait()
		sum := 0
		for _, kv := range must(c.Get(ctx, "stm/", clientv3.WithPrefix())).Kvs {
			sum += must(strconv.Atoi(string(kv.Value)))
		}
		same("nothing lost, "+name, sum, 200)
	}
	same("all of it moved", values(must(c.Get(ctx, "stm/", clientv3.WithPrefix()))), "stm/a=10 stm/b=190")
	_, err := concurrency.NewSTM(c, func(s concurrency.STM) error {
		s.Put("stm/a", "never")
		return errors.New("changed my mind")
	})
	refused("aborted", err, "changed my mind")
	must(concurrency.NewSTM(c, func(s concurrency.STM) error {
		s.Del("stm/a")
		return nil
	}, concurrency.WithPrefetch("stm/a", "stm/b")))
	same("deleted", values(must(c.Get(ctx, "stm/", clientv3.WithPrefix()))), "stm/b=190")
}
