package io.mainstay.etcd.kv;

import io.mainstay.etcd.error.EtcdException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads and writes of keys that wait for the answer.
 *
 * <p>Every method blocks its thread (a virtual thread parks) until the answer is there or the client's call timeout
 * (10 s by default) has passed, costs one call, and throws an {@link EtcdException} that says what failed and whether
 * a write may have been applied. Reads are linearizable unless the request says {@link
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

    /** Reads one key; empty when it does not exist. */
    default Optional<KeyValue> get(Bytes key) {
        return range(RangeRequest.of(key)).first();
    }

    /** Reads one key; empty when it does not exist. */
    default Optional<KeyValue> get(String key) {
        return get(Bytes.utf8(key));
    }

    /** Reads the key or range that {@code options} make of the key, like {@code range("/app/", o -> o.prefix())}. */
    default RangeResult range(String key, UnaryOperator<RangeRequest> options) {
        return range(options.apply(RangeRequest.of(Bytes.utf8(key))));
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
