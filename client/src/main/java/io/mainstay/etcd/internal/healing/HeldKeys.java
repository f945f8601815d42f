package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.error.LeaseNotFoundException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.healing.KeyState.Seen;
import io.mainstay.etcd.internal.watch.WatchFeed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.HealingEvent;
import io.mainstay.etcd.lease.HealingLease.KeyStanding;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one healing lease: put, watched, put again. Belongs to the healer's serial executor. */
final class HeldKeys {
    /** How many puts may be under way, so that a healing of many keys leaves room for others. */
    private static final int WINDOW = 64;

    private static final String OPERATION = "HealingLease.put";

    private final Healer healer;
    private final Surroundings parts;
    private final Map<Bytes, HeldKey> keys = new LinkedHashMap<>();
    private final ArrayDeque<HeldKey> toSend = new ArrayDeque<>();
    private final Set<HeldKey> unsettled = new LinkedHashSet<>();
    private final Map<Bytes, KeyStanding> shown = new ConcurrentHashMap<>();
    private int underWay;

    HeldKeys(Healer healer, Surroundings parts) {
        this.healer = healer;
        this.parts = parts;
    }

    /** How each stands; may be read by any thread. */
    Map<Bytes, KeyStanding> standings() {
        return Map.copyOf(shown);
    }

    /** How one stands, on any thread; null when there is no such key. */
    @Nullable
    KeyStanding standing(Bytes key) {
        return shown.get(key);
    }

    /** The user wants a value at a key. */
    void want(Bytes key, Bytes value, CompletableFuture<Void> future, Executor where) {
        HeldKey held = keys.computeIfAbsent(key, HeldKey::new);
        held.want(value, future, where);
        if (healer.isLive()) {
            step(held, new KeyInput.Put());
        } else {
            show(held);
        }
    }

    /** There is a lease: all are put. */
    void live() {
        unsettled.addAll(keys.values());
        for (HeldKey key : List.copyOf(keys.values())) {
            step(key, new KeyInput.Put());
        }
        tellHealed();
    }

    /** The lease is gone. */
    void leaseGone() {
        List<HeldKey> unsent = List.copyOf(toSend);
        toSend.clear();
        unsettled.clear();
        for (HeldKey key : keys.values()) {
            key.retry.cancel();
            key.stopWatching();
            key.unwatchable = false;
            step(key, new KeyInput.LeaseGone());
        }
        // Those under way have an outcome yet to come; these never will.
        unsent.forEach(key -> step(key, new KeyInput.Failed(false)));
    }

    /** It is over; those who wait are told why. */
    void close(EtcdException why) {
        leaseGone();
        keys.values().forEach(key -> key.refused(why));
    }

    private void step(HeldKey key, KeyInput input) {
        KeyStep.Next next = KeyStep.step(key.state, input, healer.options().overwrites());
        key.state = next.state();
        show(key);
        for (KeyEffect effect : next.effects()) {
            carryOut(key, effect);
        }
    }

    private void show(HeldKey key) {
        shown.put(
                key.key,
                key.state instanceof KeyState.Held
                        ? KeyStanding.HELD
                        : key.state instanceof KeyState.Taken ? KeyStanding.TAKEN : KeyStanding.PENDING);
    }

    private void carryOut(HeldKey key, KeyEffect effect) {
        if (effect instanceof KeyEffect.Send) {
            toSend.add(key);
            sendNext();
        } else if (effect instanceof KeyEffect.Settled settled) {
            key.put = key.sent;
            key.failures = 0;
            key.satisfied();
            watch(key, settled.mod());
            settle(key);
        } else if (effect instanceof KeyEffect.Restored) {
            healer.tell(new HealingEvent.KeyRestored(key.key));
        } else if (effect instanceof KeyEffect.Lost lost) {
            taken(key, lost.mod());
        } else if (effect instanceof KeyEffect.Retry) {
            retry(key);
        }
    }

    private void sendNext() {
        while (underWay < WINDOW && !toSend.isEmpty() && healer.isLive()) {
            HeldKey key = toSend.remove();
            if (key.state instanceof KeyState.Putting putting && !putting.stale()) {
                send(key, putting.mod());
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void send(HeldKey key, long mod) {
        underWay++;
        key.sent = key.value;
        key.sentWish = key.wish;
        long lease = healer.id();
        TxnRequest txn = TxnRequest.EMPTY
                .when(Compare.modRevision(KeyRange.single(key.key)).is(mod))
                .then(Op.put(key.key, key.value).lease(lease))
                .otherwise(Op.get(key.key));
        parts.calls()
                .inner(new Task<>(Rpcs.TXN, Effect.GUARDED, txn, Function.identity()))
                .whenComplete((answer, thrown) -> healer.onTurn(() -> {
                    underWay--;
                    if (answer != null) {
                        answered(key, answer);
                    } else {
                        failed(key, lease, Surroundings.failure(OPERATION, thrown));
                    }
                    sendNext();
                }));
    }

    private void answered(HeldKey key, TxnResult answer) {
        if (answer.succeeded()) {
            step(key, new KeyInput.Done(answer.header().revision()));
            return;
        }
        KeyValue there = answer.range(0).first().orElse(null);
        step(
                key,
                there == null
                        ? new KeyInput.Refused(0, false)
                        : new KeyInput.Refused(there.modRevision(), !healer.isOurs(there.lease())));
    }

    private void failed(HeldKey key, long lease, EtcdException why) {
        if (why instanceof LeaseNotFoundException && lease == healer.id()) {
            healer.leaseNotFound(lease);
        }
        boolean current = key.state instanceof KeyState.Putting putting && !putting.stale();
        boolean forGood = !why.retryable() && !why.maybeApplied();
        if (current && forGood) {
            if (key.put == null) {
                forget(key);
                key.refused(why);
                return;
            }
            key.value = key.put;
            key.refused(why);
        }
        key.failure = why;
        step(key, new KeyInput.Failed(forGood));
    }

    private void retry(HeldKey key) {
        EtcdException why = Surroundings.failure(OPERATION, key.failure);
        key.failures++;
        Duration wait = parts.wait(key.failures, !why.retryable());
        key.retry.cancel();
        key.retry = parts.calls()
                .clock()
                .schedule(
                        wait,
                        () -> healer.onTurn(() -> {
                            if (healer.isLive() && key.state instanceof KeyState.Pending) {
                                step(key, new KeyInput.Put());
                            }
                        }));
        healer.tell(new HealingEvent.KeyFailed(key.key, why, wait));
        settle(key);
    }

    private void taken(HeldKey key, long mod) {
        EtcdException conflict = ErrorMapper.conflict(
                OPERATION, "the key " + key.key.utf8() + " is somebody else's: it hangs on no lease of this");
        if (key.put == null) {
            forget(key);
            key.refused(conflict);
            return;
        }
        key.refused(conflict);
        healer.tell(new HealingEvent.KeyTaken(key.key, mod));
        watch(key, mod);
        settle(key);
    }

    /** A key that was never there: its user has been told, and nothing is to be healed. */
    private void forget(HeldKey key) {
        keys.remove(key.key, key);
        shown.remove(key.key);
        key.stopWatching();
        settle(key);
    }

    private void settle(HeldKey key) {
        if (unsettled.remove(key)) {
            tellHealed();
        }
    }

    private void tellHealed() {
        if (!unsettled.isEmpty() || !healer.isLive()) {
            return;
        }
        List<Bytes> missing = keys.values().stream()
                .filter(key -> !(key.state instanceof KeyState.Held))
                .map(key -> key.key)
                .toList();
        healer.healed(keys.size() - missing.size(), missing);
    }

    private void watch(HeldKey key, long mod) {
        if (!healer.options().watches() || key.watch != null || key.unwatchable) {
            return;
        }
        WatchRequest request = WatchRequest.of(KeyRange.single(key.key)).startRevision(mod + 1);
        WatchFeed feed = WatchFeed.open(parts.watches(), request, false);
        key.watch = feed;
        read(key, feed);
    }

    /** Reads a watch of a key for as long as it is the one that the key has. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void read(HeldKey key, WatchFeed from) {
        from.next()
                .whenComplete((batches, failure) -> healer.onTurn(() -> {
                    if (key.watch != from || !healer.isLive()) {
                        return;
                    }
                    if (batches == null) {
                        watchEnded(key, Surroundings.failure(OPERATION, failure));
                    } else if (!batches.isEmpty()) {
                        batches.forEach(batch -> batch.events().forEach(event -> told(key, event)));
                        read(key, from);
                    }
                }));
    }

    private void told(HeldKey key, WatchEvent event) {
        step(key, new KeyInput.Told(new Seen(event.revision(), what(key, event))));
    }

    private Seen.What what(HeldKey key, WatchEvent event) {
        if (event.isDelete()) {
            return Seen.What.DELETED;
        }
        if (!healer.isOurs(event.kv().lease())) {
            return Seen.What.FOREIGN;
        }
        return event.kv().value().equals(key.value) ? Seen.What.OURS : Seen.What.ALTERED;
    }

    private void watchEnded(HeldKey key, EtcdException failure) {
        key.watch = null;
        if (failure instanceof CompactedException) {
            // What happened meanwhile is gone; the put finds out how the key stands.
            step(key, new KeyInput.Put());
        } else {
            key.unwatchable = true;
            healer.tell(new HealingEvent.KeyUnwatched(key.key, failure));
        }
    }
}
