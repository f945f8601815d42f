package io.mainstay.etcd.embedded.internal.queue;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One place in a queue: a key that lives as long as its lease.
 *
 * @param key the key
 * @param lease the lease
 * @param rev the key's create revision, which is its rank
 * @param found the key as it was when this lease had a place before, else null
 * @param header of the answer that gave the place
 */
record Place(Bytes key, long lease, long rev, @Nullable KeyValue found, ResponseHeader header) {
    /** How long a lease lives that the server grants because the client named none. Nobody renews it. */
    private static final Duration UNRENEWED = Duration.ofSeconds(60);

    /** The prefix of the keys of a queue. */
    static Bytes prefix(Bytes queue) {
        return queue.concat(Bytes.utf8("/"));
    }

    /** Takes the lease's place in a queue, or finds the one that it has. */
    static Place take(QueueStore store, Bytes queue, long lease, Bytes value) {
        long owner = owner(store, lease);
        // Go writes a negative number with its sign.
        String id = owner < 0 ? "-" + Long.toHexString(-owner) : Long.toHexString(owner);
        Bytes key = prefix(queue).concat(Bytes.utf8(id));
        TxnResult answer = store.txn(TxnRequest.EMPTY
                .when(Compare.createRevision(KeyRange.single(key)).is(0))
                .then(new PutRequest(key, value, owner, false, false, false))
                .otherwise(RangeRequest.of(key)));
        if (answer.succeeded()) {
            return new Place(key, owner, answer.header().revision(), null, answer.header());
        }
        KeyValue found = ((RangeResult) answer.results().get(0)).kvs().get(0);
        return new Place(key, owner, found.createRevision(), found, answer.header());
    }

    /** The lease of a client, or one of the server's where it names none. */
    static long owner(QueueStore store, long lease) {
        return lease == 0 ? store.grant(UNRENEWED) : lease;
    }

    /** Who is first in a queue. */
    static RangeResult first(QueueStore store, Bytes queue) {
        return store.range(RangeRequest.of(KeyRange.prefix(prefix(queue)))
                .sort(Sort.Target.CREATE_REVISION, Sort.Order.ASCENDING)
                .limit(1));
    }

    /** Who is right before this place. */
    RangeResult ahead(QueueStore store, Bytes queue) {
        return store.range(RangeRequest.of(KeyRange.prefix(prefix(queue)))
                .filter(RevisionFilter.created(0, rev - 1))
                .sort(Sort.Target.CREATE_REVISION, Sort.Order.DESCENDING)
                .limit(1));
    }

    /** Gives the place up, unless its key is another one by now. */
    ResponseHeader leave(QueueStore store) {
        TxnRequest delete = TxnRequest.EMPTY
                .when(Compare.createRevision(KeyRange.single(key)).is(rev))
                .then(DeleteRequest.of(key));
        return store.txn(delete).header();
    }
}
