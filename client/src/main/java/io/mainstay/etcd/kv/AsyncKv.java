package io.mainstay.etcd.kv;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Reads and writes of keys that answer through a future; apart from that the same as {@link Kv}.
 *
 * <p>No method blocks. A future completes on the client's executor, with an {@link
 * io.mainstay.etcd.error.EtcdException} when the call failed. Cancelling a future cancels the call; whether a write was
 * applied is then unknown.
 */
public interface AsyncKv {
    /** Reads a key or a range. */
    CompletableFuture<RangeResult> range(RangeRequest request);

    /** Writes a key. */
    CompletableFuture<PutResult> put(PutRequest request);

    /** Deletes a key or a range. */
    CompletableFuture<DeleteResult> delete(DeleteRequest request);

    /** Runs a transaction. */
    CompletableFuture<TxnResult> txn(TxnRequest request);

    /** Forgets history: revisions before the request's can no longer be read. */
    CompletableFuture<CompactResult> compact(CompactRequest request);

    /** Reads one key; empty when it does not exist. */
    CompletableFuture<Optional<KeyValue>> get(Bytes key);

    /** Reads one key; empty when it does not exist. */
    default CompletableFuture<Optional<KeyValue>> get(String key) {
        return get(Bytes.utf8(key));
    }

    /** Reads the key or range that {@code options} make of the key. */
    default CompletableFuture<RangeResult> range(String key, UnaryOperator<RangeRequest> options) {
        return range(options.apply(RangeRequest.of(Bytes.utf8(key))));
    }

    /** Writes a key. */
    default CompletableFuture<PutResult> put(Bytes key, Bytes value) {
        return put(PutRequest.of(key, value));
    }

    /** Writes a key. */
    default CompletableFuture<PutResult> put(String key, String value) {
        return put(Bytes.utf8(key), Bytes.utf8(value));
    }

    /** Writes a key as {@code options} say. */
    default CompletableFuture<PutResult> put(String key, String value, UnaryOperator<PutRequest> options) {
        return put(options.apply(PutRequest.of(Bytes.utf8(key), Bytes.utf8(value))));
    }

    /** Deletes one key. */
    default CompletableFuture<DeleteResult> delete(String key) {
        return delete(DeleteRequest.of(Bytes.utf8(key)));
    }

    /** Deletes the key or range that {@code options} make of the key. */
    default CompletableFuture<DeleteResult> delete(String key, UnaryOperator<DeleteRequest> options) {
        return delete(options.apply(DeleteRequest.of(Bytes.utf8(key))));
    }

    /** Runs a transaction. */
    default CompletableFuture<TxnResult> txn(UnaryOperator<TxnRequest> options) {
        return txn(options.apply(TxnRequest.EMPTY));
    }
}
