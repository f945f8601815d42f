package io.mainstay.etcd.kv;

import java.util.List;
import java.util.stream.Stream;

/**
 * A transaction: when all comparisons hold, one list of operations runs, otherwise the other, atomically. Immutable;
 * each method returns a changed copy.
 *
 * <p>Comparisons, nested ones too, see the store as it was before the transaction; operations see the writes of the
 * operations before them. All writes share one revision. The server's limit is 128 operations a branch by default, and
 * no branch may put the same key twice.
 *
 * <p>Never put a key and delete it through a range without an end ({@link KeyRange#from}, {@link KeyRange#all}) in one
 * branch: etcd refuses the like of it for bounded ranges but lets this pass. Then a compaction at that revision made
 * 3.6.16 lose the key and stop at the next read of it; 3.7.3 was seen once to stop at such a transaction itself.
 *
 * @param compares the comparisons; none means "true"
 * @param success what runs when all hold
 * @param failure what runs otherwise
 */
public record TxnRequest(List<Compare> compares, List<Op> success, List<Op> failure) implements Op {
    /** No comparisons and no operations. */
    public static final TxnRequest EMPTY = new TxnRequest(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public TxnRequest {
        compares = List.copyOf(compares);
        success = List.copyOf(success);
        failure = List.copyOf(failure);
    }

    /** Adds comparisons. */
    public TxnRequest when(Compare... more) {
        return new TxnRequest(join(compares, List.of(more)), success, failure);
    }

    /** Adds operations to run when all comparisons hold. */
    public TxnRequest then(Op... more) {
        return new TxnRequest(compares, join(success, List.of(more)), failure);
    }

    /** Adds operations to run when a comparison does not hold. */
    public TxnRequest otherwise(Op... more) {
        return new TxnRequest(compares, success, join(failure, List.of(more)));
    }

    /** Whether neither branch can write anything, so that running it again does no harm. */
    public boolean isReadOnly() {
        return Stream.concat(success.stream(), failure.stream())
                .allMatch(op -> op instanceof RangeRequest || op instanceof TxnRequest nested && nested.isReadOnly());
    }

    private static <T> List<T> join(List<T> first, List<T> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}
