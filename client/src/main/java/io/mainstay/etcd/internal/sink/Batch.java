package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.stream.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes of different keys that go in one transaction.
 *
 * @param items the changes, in order
 * @param overwrites whether a put may change a key that exists
 */
record Batch(List<Item> items, boolean overwrites) {
    /** No guard: for keys that others change all the time. */
    static final long UNGUARDED = -1;

    /**
     * A change and the burst it belongs to.
     *
     * @param of the burst
     * @param write the change
     */
    record Item(Tracked of, Write write) {
        Bytes key() {
            return write.key();
        }
    }

    Batch {
        items = List.copyOf(items);
    }

    Set<Bytes> keys() {
        return items.stream().map(Item::key).collect(Collectors.toSet());
    }

    /** The part before a burst. */
    Batch before(Tracked burst) {
        return new Batch(items.stream().takeWhile(item -> item.of() != burst).toList(), overwrites);
    }

    /** Whether a second run shows by itself, because a condition of the user's no longer holds. */
    boolean isConditional() {
        return items.stream().anyMatch(item -> isConditional(item.write()));
    }

    /**
     * The transaction, applied only if the conditions of its changes hold and none of its other keys was changed after
     * {@code guard}; otherwise it reads how its keys stand.
     */
    TxnRequest txn(long guard, long lease) {
        List<Compare> compares = new ArrayList<>();
        List<Op> changes = new ArrayList<>();
        for (Item item : items) {
            Compare.NumberSubject changed = Compare.modRevision(KeyRange.single(item.key()));
            if (isConditional(item.write())) {
                compares.add(changed.is(expected(item.write())));
            } else if (guard != UNGUARDED) {
                compares.add(changed.isLessThan(guard + 1));
            }
            changes.add(change(item.write(), lease));
        }
        List<Op> otherwise = compares.isEmpty()
                ? List.of()
                : items.stream()
                        .<Op>map(item -> RangeRequest.of(item.key()).keysOnly())
                        .toList();
        return new TxnRequest(compares, changes, otherwise);
    }

    /** The first change whose condition does not hold, as a refused {@link #txn} has read the keys; null for none. */
    @Nullable
    Item conflict(TxnResult refused) {
        for (int i = 0; i < items.size(); i++) {
            Write write = items.get(i).write();
            long changed = refused.range(i).first().map(KeyValue::modRevision).orElse(0L);
            if (isConditional(write) && changed != expected(write)) {
                return items.get(i);
            }
        }
        return null;
    }

    /** Reads what {@link #appliedAt} looks at. */
    TxnRequest look() {
        return new TxnRequest(
                List.of(),
                items.stream().<Op>map(item -> RangeRequest.of(item.key())).toList(),
                List.of());
    }

    /**
     * The revision at which this was applied after the guard's revision, as its keys show it: puts by having been
     * changed at one and the same revision to what they were to be, deletes by being gone. 0 when that does not show.
     */
    long appliedAt(TxnResult looked, long guard, long lease) {
        long at = 0;
        for (int i = 0; i < items.size(); i++) {
            KeyValue now = looked.range(i).first().orElse(null);
            Bytes value = value(items.get(i).write());
            if (value == null) {
                if (now != null) {
                    return 0;
                }
                continue;
            }
            if (now == null || !now.value().equals(value) || now.lease() != lease) {
                return 0;
            }
            if (now.modRevision() <= guard || at != 0 && at != now.modRevision()) {
                return 0;
            }
            at = now.modRevision();
        }
        return at == 0 ? looked.header().revision() : at;
    }

    private boolean isConditional(Write write) {
        return write instanceof Write.CompareAndSet || write instanceof Write.Put && !overwrites;
    }

    private static long expected(Write write) {
        return write instanceof Write.CompareAndSet swap ? swap.modRevision() : 0;
    }

    private static Op change(Write write, long lease) {
        Bytes value = value(write);
        return value == null
                ? DeleteRequest.of(write.key())
                : PutRequest.of(write.key(), value).lease(lease);
    }

    /** What a change writes; null for a delete. */
    static @Nullable Bytes value(Write write) {
        if (write instanceof Write.Put put) {
            return put.value();
        }
        return write instanceof Write.CompareAndSet swap ? swap.value() : null;
    }
}
