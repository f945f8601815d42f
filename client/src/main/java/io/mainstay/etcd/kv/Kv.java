package io.mainstay.etcd.kv;

import io.mainstay.etcd.error.EtcdException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads and writes of keys that wait for the answer.
 *
 * <p>Every method blocks its thread (a virtual thread parks) until the answer is there or the client's call timeout
 * (10 s by default) has passed, costs one call unless it says otherwise, and throws an {@link EtcdException} that
 * says what failed and whether a write may have been applied. Reads are linearizable unless the request says {@link
 * RangeRequest#asSerializable()}. Reads are sent again after a failure until the timeout; writes only when they
 * surely were not applied.
 *
 * <p>An interrupt ends the wait: the call is cancelled, the thread's interrupt flag stays set, and {@link
 * io.mainstay.etcd.error.CallCancelledException} is thrown. Safe for use by many threads.
 */
public interface Kv {
    /** The same operations with futures. */
    AsyncKv async();

    /** Reads a key or a range. */
    RangeResult range(RangeRequest request);

    /** Writes a key. */
    PutResult put(PutRequest request);

    /** Deletes a key or a range. */
    DeleteResult delete(DeleteRequest request);

    /** Runs a transaction. */
    TxnResult txn(TxnRequest request);

    /** Forgets history: revisions before the request's can no longer be read. */
    CompactResult compact(CompactRequest request);

    /**
     * Writes a key only if it does not exist. A lost answer is not tried again, because somebody may delete the key
     * meanwhile: the exception then says that it may have been applied.
     */
    SwapResult putIfAbsent(PutRequest put);

    /**
     * Writes a key only if its value is the expected one. A lost answer is not tried again, because somebody may bring
     * the value back meanwhile: the exception then says that it may have been applied.
     */
    SwapResult compareAndSwap(Bytes expectedValue, PutRequest put);

    /**
     * Writes a key only if its last change was at the expected revision; 0 expects that it does not exist. It is sent
     * again after a lost answer, which is safe because a mod revision never comes back. When the second try is refused,
     * the exception of the first says that it may have been applied.
     */
    SwapResult compareAndSwap(long expectedModRevision, PutRequest put);

    /** Deletes a key only if its value is the expected one; after a lost answer like the swap by value. */
    SwapResult compareAndDelete(Bytes key, Bytes expectedValue);

    /** Deletes a key only if its last change was at the expected revision; after a lost answer like the swap. */
    SwapResult compareAndDelete(Bytes key, long expectedModRevision);

    /**
     * Gives a key another name, with its value and its lease, in one transaction; costs two calls. It fails with a
     * {@link io.mainstay.etcd.error.ConflictException} when the key is changed by others again and again meanwhile.
     */
    MoveResult move(MoveRequest request);

    /**
     * Reads a range of any size lazily, all at one revision; costs nothing before it is read, then a call for each
     * part.
     *
     * @throws IllegalArgumentException when another order than that of the keys is asked for, or only a count
     */
    Scan scan(RangeRequest request);

    /** Reads the keys whose names match, without their values, lazily; the choice is made on this side. */
    Scan scan(KeyPattern pattern);

    /**
     * Reads the history of a key lazily, from its newest version to its oldest: each put and each delete, through all
     * lives of the key, as of now. Where history was compacted it ends with a {@link KeyVersion.Compacted}.
     *
     * <p>Costs a call for each version. Past the beginning of the key's present life it asks the server, by a watch, to
     * go through all revisions it keeps, once, for the key's deletes; that must be done within the client's call
     * timeout.
     */
    Cursor<KeyVersion> history(Bytes key);

    /** Reads the history of a key lazily, from its newest version to its oldest. */
    default Cursor<KeyVersion> history(String key) {
        return history(Bytes.utf8(key));
    }

    /** Writes and deletes of many keys, all or nothing. */
    default Bulk bulk() {
        return bulk(options -> options);
    }

    /** Writes and deletes of many keys, like {@code bulk(o -> o.chunked()).putAll(values)}. */
    Bulk bulk(UnaryOperator<BulkOptions> options);

    /** Reads one key; empty when it does not exist. */
    default Optional<KeyValue> get(Bytes key) {
        return range(RangeRequest.of(key)).first();
    }

    /** Reads one key; empty when it does not exist. */
    default Optional<KeyValue> get(String key) {
        return get(Bytes.utf8(key));
    }

    /**
     * Reads one key as it was at a revision; empty when it did not exist then.
     *
     * @throws io.mainstay.etcd.error.CompactedException when that revision is no longer kept
     * @throws io.mainstay.etcd.error.FutureRevisionException when the store has not come to it yet
     */
    default Optional<KeyValue> getAt(String key, long revision) {
        return range(RangeRequest.of(Bytes.utf8(key)).revision(revision)).first();
    }

    /** Whether a key exists; its value is not sent. */
    default boolean exists(String key) {
        return count(KeyRange.single(Bytes.utf8(key))) > 0;
    }

    /** How many keys begin with {@code prefix}; the empty prefix counts every key there is. */
    default long count(String prefix) {
        return count(KeyRange.prefix(prefix));
    }

    /** How many keys a range holds; they are not sent. */
    default long count(KeyRange range) {
        return range(RangeRequest.of(range).countOnly()).count();
    }

    /**
     * Reads the keys that begin with {@code prefix}, with revisions and leases but without their values, in one answer.
     * (etcd 3.7 leaves leases out too.)
     */
    default RangeResult keys(String prefix) {
        return range(RangeRequest.of(KeyRange.prefix(prefix)).keysOnly());
    }

    /** Reads the key or range that {@code options} make of the key, like {@code range("/app/", o -> o.prefix())}. */
    default RangeResult range(String key, UnaryOperator<RangeRequest> options) {
        return range(options.apply(RangeRequest.of(Bytes.utf8(key))));
    }

    /** Reads lazily what {@code options} make of the key, like {@code scan("/app/", o -> o.prefix())}. */
    default Scan scan(String key, UnaryOperator<RangeRequest> options) {
        return scan(options.apply(RangeRequest.of(Bytes.utf8(key))));
    }

    /** Writes a key. */
    default PutResult put(Bytes key, Bytes value) {
        return put(PutRequest.of(key, value));
    }

    /** Writes a key. */
    default PutResult put(String key, String value) {
        return put(Bytes.utf8(key), Bytes.utf8(value));
    }

    /** Writes a key as {@code options} say, like {@code put("a", "1", o -> o.lease(id))}. */
    default PutResult put(String key, String value, UnaryOperator<PutRequest> options) {
        return put(options.apply(PutRequest.of(Bytes.utf8(key), Bytes.utf8(value))));
    }

    /** Writes a key only if it does not exist. */
    default SwapResult putIfAbsent(String key, String value) {
        return putIfAbsent(PutRequest.of(Bytes.utf8(key), Bytes.utf8(value)));
    }

    /** Writes a key only if its value is the expected one; it keeps its lease. */
    default SwapResult compareAndSwap(String key, String expectedValue, String value) {
        return compareAndSwap(Bytes.utf8(expectedValue), Op.put(key, value, PutRequest::keepLease));
    }

    /** Writes a key only if its last change was at the expected revision, 0 for a new key; it keeps its lease. */
    default SwapResult compareAndSwap(String key, long expectedModRevision, String value) {
        return compareAndSwap(
                expectedModRevision, Op.put(key, value, put -> expectedModRevision == 0 ? put : put.keepLease()));
    }

    /** Deletes a key only if its value is the expected one. */
    default SwapResult compareAndDelete(String key, String expectedValue) {
        return compareAndDelete(Bytes.utf8(key), Bytes.utf8(expectedValue));
    }

    /** Deletes a key only if its last change was at the expected revision. */
    default SwapResult compareAndDelete(String key, long expectedModRevision) {
        return compareAndDelete(Bytes.utf8(key), expectedModRevision);
    }

    /** Gives a key a name that must not exist yet, with its value and its lease. */
    default MoveResult move(String from, String to) {
        return move(MoveRequest.of(from, to));
    }

    /** Deletes one key. */
    default DeleteResult delete(String key) {
        return delete(DeleteRequest.of(Bytes.utf8(key)));
    }

    /** Deletes the key or range that {@code options} make of the key, like {@code delete("/tmp/", o -> o.prefix())}. */
    default DeleteResult delete(String key, UnaryOperator<DeleteRequest> options) {
        return delete(options.apply(DeleteRequest.of(Bytes.utf8(key))));
    }

    /** Runs a transaction, like {@code txn(t -> t.when(Compare.missing("a")).then(Op.put("a", "1")))}. */
    default TxnResult txn(UnaryOperator<TxnRequest> options) {
        return txn(options.apply(TxnRequest.EMPTY));
    }

    /** Forgets history: revisions before {@code revision} can no longer be read. */
    default CompactResult compact(long revision) {
        return compact(new CompactRequest(revision, false));
    }
}
