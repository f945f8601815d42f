package io.mainstay.etcd.kv;

import java.util.List;

/**
 * The answer to a {@link TxnRequest}.
 *
 * @param header the header
 * @param succeeded whether all comparisons held, so which branch ran
 * @param results an answer for each operation of the branch that ran, in order
 */
public record TxnResult(ResponseHeader header, boolean succeeded, List<OpResult> results) implements OpResult {
    /**
     * The answer to the read at a position of the branch that ran.
     *
     * @throws ClassCastException when the operation there was not a read
     */
    public RangeResult range(int index) {
        return (RangeResult) results.get(index);
    }

    /**
     * The answer to the put at a position of the branch that ran.
     *
     * @throws ClassCastException when the operation there was not a put
     */
    public PutResult put(int index) {
        return (PutResult) results.get(index);
    }

    /**
     * The answer to the delete at a position of the branch that ran.
     *
     * @throws ClassCastException when the operation there was not a delete
     */
    public DeleteResult delete(int index) {
        return (DeleteResult) results.get(index);
    }
}
