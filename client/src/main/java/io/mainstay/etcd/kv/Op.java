package io.mainstay.etcd.kv;

import java.util.function.UnaryOperator;

/** An operation on keys, as a value: sent by itself or inside a transaction. */
public sealed interface Op permits RangeRequest, PutRequest, DeleteRequest, TxnRequest {
    /** Reads one key. */
    static RangeRequest get(Bytes key) {
        return RangeRequest.of(key);
    }

    /** Reads one key. */
    static RangeRequest get(String key) {
        return RangeRequest.of(Bytes.utf8(key));
    }

    /** Reads the key or range that {@code options} make of the key. */
    static RangeRequest get(String key, UnaryOperator<RangeRequest> options) {
        return options.apply(get(key));
    }

    /** Writes one key. */
    static PutRequest put(Bytes key, Bytes value) {
        return PutRequest.of(key, value);
    }

    /** Writes one key. */
    static PutRequest put(String key, String value) {
        return PutRequest.of(Bytes.utf8(key), Bytes.utf8(value));
    }

    /** Writes one key as {@code options} say. */
    static PutRequest put(String key, String value, UnaryOperator<PutRequest> options) {
        return options.apply(put(key, value));
    }

    /** Deletes one key. */
    static DeleteRequest delete(Bytes key) {
        return DeleteRequest.of(key);
    }

    /** Deletes one key. */
    static DeleteRequest delete(String key) {
        return DeleteRequest.of(Bytes.utf8(key));
    }

    /** Deletes the key or range that {@code options} make of the key. */
    static DeleteRequest delete(String key, UnaryOperator<DeleteRequest> options) {
        return options.apply(delete(key));
    }

    /** A transaction inside a transaction. */
    static TxnRequest txn(UnaryOperator<TxnRequest> options) {
        return options.apply(TxnRequest.EMPTY);
    }
}
