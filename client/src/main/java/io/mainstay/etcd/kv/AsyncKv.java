package io.mainstay.etcd.kv;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
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

    /** Writes a key only if it does not exist. */
    CompletableFuture<SwapResult> putIfAbsent(PutRequest put);

    /** Writes a key only if its value is the expected one. */
    CompletableFuture<SwapResult> compareAndSwap(Bytes expectedValue, PutRequest put);

    /** Writes a key only if its last change was at the expected revision; 0 expects that it does not exist. */
    CompletableFuture<SwapResult> compareAndSwap(long expectedModRevision, PutRequest put);

    /** Deletes a key only if its value is the expected one. */
    CompletableFuture<SwapResult> compareAndDelete(Bytes key, Bytes expectedValue);

    /** Deletes a key only if its last change was at the expected revision. */
    CompletableFuture<SwapResult> compareAndDelete(Bytes key, long expectedModRevision);

    /** Gives a key another name, with its value and its lease, in one transaction. */
    CompletableFuture<MoveResult> move(MoveRequest request);

    /** Reads one key as it was at a revision; empty when it did not exist then. */
    CompletableFuture<Optional<KeyValue>> getAt(String key, long revision);

    /** How many keys a range holds; they are not sent. */
    CompletableFuture<Long> count(KeyRange range);

    /** Whether a key exists; its value is not sent. */
    CompletableFuture<Boolean> exists(String key);

    /**
     * Reads a range of any size as the subscriber asks for its keys, all at one revision, anew for each subscriber;
     * see {@link Scan}. Signals come on the client's executor.
     *
     * @throws IllegalArgumentException when another order than that of the keys is asked for, or only a count
     */
    Flow.Publisher<KeyValue> scan(RangeRequest request);

    /** Reads the keys whose names match, without their values, as the subscriber asks for them. */
    Flow.Publisher<KeyValue> scan(KeyPattern pattern);

    /** Reads the history of a key as the subscriber asks for its versions, the newest first. */
    Flow.Publisher<KeyVersion> history(Bytes key);

    /** Writes and deletes of many keys; all or nothing by default. */
    AsyncBulk bulk(UnaryOperator<BulkOptions> options);

    /** Reads one key; empty when it does not exist. */
    CompletableFuture<Optional<KeyValue>> get(Bytes key);

    /** Reads one key; empty when it does not exist. */
    default CompletableFuture<Optional<KeyValue>> get(String key) {
        return get(Bytes.utf8(key));
    }

    /** How many keys begin with {@code prefix}; the empty prefix counts every key there is. */
    default CompletableFuture<Long> count(String prefix) {
        return count(KeyRange.prefix(prefix));
    }

    /** Reads the keys that begin with {@code prefix}, without their values, in one answer. */
    default CompletableFuture<RangeResult> keys(String prefix) {
        return range(RangeRequest.of(KeyRange.prefix(prefix)).keysOnly());
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

    /** Writes a key only if it does not exist. */
    default CompletableFuture<SwapResult> putIfAbsent(String key, String value) {
        return putIfAbsent(PutRequest.of(Bytes.utf8(key), Bytes.utf8(value)));
    }

    /** Writes a key only if its value is the expected one; it keeps its lease. */
    default CompletableFuture<SwapResult> compareAndSwap(String key, String expectedValue, String value) {
        return compareAndSwap(Bytes.utf8(expectedValue), Op.put(key, value, PutRequest::keepLease));
    }

    /** Writes a key only if its last change was at the expected revision, 0 for a new key; it keeps its lease. */
    default CompletableFuture<SwapResult> compareAndSwap(String key, long expectedModRevision, String value) {
        return compareAndSwap(
                expectedModRevision, Op.put(key, value, put -> expectedModRevision == 0 ? put : put.keepLease()));
    }

    /** Deletes a key only if its value is the expected one. */
    default CompletableFuture<SwapResult> compareAndDelete(String key, String expectedValue) {
        return compareAndDelete(Bytes.utf8(key), Bytes.utf8(expectedValue));
    }

    /** Deletes a key only if its last change was at the expected revision. */
    default CompletableFuture<SwapResult> compareAndDelete(String key, long expectedModRevision) {
        return compareAndDelete(Bytes.utf8(key), expectedModRevision);
    }

    /** Gives a key a name that must not exist yet, with its value and its lease. */
    default CompletableFuture<MoveResult> move(String from, String to) {
        return move(MoveRequest.of(from, to));
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
