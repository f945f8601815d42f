package io.mainstay.etcd.embedded;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A store as simple as can be: what the keys are, and what a write would change. */
final class StoreModel {
    private final TreeMap<Bytes, KeyValue> keys = new TreeMap<>();
    private long revision = 1;

    long revision() {
        return revision;
    }

    List<KeyValue> keys() {
        return List.copyOf(keys.values());
    }

    /** The keys that hang on a lease. */
    List<Bytes> keysOf(long lease) {
        return keys.values().stream()
                .filter(kv -> kv.lease() == lease)
                .map(KeyValue::key)
                .toList();
    }

    /** The events of a write if it comes next; none when it changes nothing. */
    List<WatchEvent> effectOf(Object write) {
        Draft draft = new Draft(revision + 1, new TreeMap<>(keys), new ArrayList<>());
        if (write instanceof Op op) {
            draft.apply(op);
        } else if (write instanceof LeaseRevokeRequest revoke) {
            keysOf(revoke.id()).forEach(draft::delete);
        }
        return draft.events;
    }

    /** Takes the events of the next revision over. */
    void apply(List<WatchEvent> events) {
        revision++;
        for (WatchEvent event : events) {
            if (event.isDelete()) {
                keys.remove(event.key());
            } else {
                keys.put(event.key(), event.kv());
            }
        }
    }

    private record Draft(long revision, TreeMap<Bytes, KeyValue> keys, List<WatchEvent> events) {
        void apply(Op op) {
            if (op instanceof PutRequest put) {
                put(put);
            } else if (op instanceof DeleteRequest delete) {
                KeyRange range = delete.range();
                List.copyOf(keys.keySet()).stream().filter(range::contains).forEach(this::delete);
            } else if (op instanceof TxnRequest txn) {
                boolean holds = txn.compares().stream().allMatch(this::holds);
                (holds ? txn.success() : txn.failure()).forEach(this::apply);
            }
        }

        private boolean holds(Compare compare) {
            if (compare.target() != Compare.Target.CREATE_REVISION || compare.relation() != Compare.Relation.GREATER) {
                throw new IllegalArgumentException("asked only whether a key exists: " + compare);
            }
            return keys.containsKey(compare.range().key());
        }

        private void put(PutRequest put) {
            KeyValue before = keys.get(put.key());
            long created = before == null ? revision : before.createRevision();
            long version = before == null ? 1 : before.version() + 1;
            KeyValue kv = new KeyValue(put.key(), put.value(), created, revision, version, put.lease());
            keys.put(put.key(), kv);
            events.add(new WatchEvent(WatchEvent.Type.PUT, kv, null));
        }

        private void delete(Bytes key) {
            keys.remove(key);
            KeyValue gone = new KeyValue(key, Bytes.EMPTY, 0, revision, 0, 0);
            events.add(new WatchEvent(WatchEvent.Type.DELETE, gone, null));
        }
    }
}
