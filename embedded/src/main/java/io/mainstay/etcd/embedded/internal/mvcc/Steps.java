package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The steps of the store: each takes the store as it is and gives an answer and the store as it will be, or refuses and
 * leaves it as it is. The requests must have passed the {@link RequestRules}.
 */
public final class Steps {
    private Steps() {}

    /** Reads keys. */
    public static RangeResult range(Snapshot store, RangeRequest request) {
        return Ranges.read(store.view(), request);
    }

    /**
     * Reads keys in pieces of about this many bytes; only the last one has a header, which is made full. Refused
     * between two pieces when their revision is forgotten meanwhile.
     */
    public static Iterator<RangeResult> rangeStream(
            Supplier<Snapshot> current, RangeRequest request, int chunkBytes, UnaryOperator<ResponseHeader> full) {
        View begun = current.get().view();
        RangeResult whole = Ranges.read(begun, request);
        long at = begun.resolve(request.revision());
        return new RangeChunks(
                new RangeResult(full.apply(whole.header()), whole.kvs(), whole.more(), whole.count()),
                chunkBytes,
                () -> current.get().view().resolve(at));
    }

    /** Writes a key. */
    public static Applied<PutResult> put(Snapshot store, PutRequest request, LongPredicate leases) {
        requireLease(request, leases);
        Draft draft = new Draft(store);
        PutResult result = put(draft, request);
        return new Applied<>(result, draft.commit());
    }

    /** Deletes keys. */
    public static Applied<DeleteResult> delete(Snapshot store, DeleteRequest request) {
        Draft draft = new Draft(store);
        DeleteResult result = delete(draft, request);
        return new Applied<>(result, draft.commit());
    }

    /** Deletes single keys, in their order and in one revision. */
    public static Commit delete(Snapshot store, Collection<Bytes> keys) {
        Draft draft = new Draft(store);
        keys.forEach(key -> draft.delete(KeyRange.single(key)));
        return draft.commit();
    }

    /** Runs a transaction. */
    public static Applied<TxnResult> txn(Snapshot store, TxnRequest request, LongPredicate leases) {
        Plan plan = Plan.of(store.view(), request);
        TxnSteps.check(store.view(), plan, leases);
        Draft draft = new Draft(store);
        TxnResult nested = TxnSteps.run(draft, plan);
        ResponseHeader header = ResponseHeader.ofRevision(draft.revision());
        return new Applied<>(new TxnResult(header, nested.succeeded(), nested.results()), draft.commit());
    }

    /** Forgets history. */
    public static Snapshot compact(Snapshot store, long revision) {
        return Compaction.run(store, revision);
    }

    static void requireLease(PutRequest request, LongPredicate leases) {
        if (request.lease() != 0 && !leases.test(request.lease())) {
            throw Refusal.LEASE_NOT_FOUND.refused();
        }
    }

    static PutResult put(Draft draft, PutRequest request) {
        KeyValue old = draft.view().get(request.key());
        if (old == null && (request.ignoreValue() || request.ignoreLease())) {
            throw Refusal.KEY_NOT_FOUND.refused();
        }
        Bytes value = old != null && request.ignoreValue() ? old.value() : request.value();
        long lease = old != null && request.ignoreLease() ? old.lease() : request.lease();
        long revision = draft.put(request.key(), value, lease);
        return new PutResult(ResponseHeader.ofRevision(revision), request.prevKv() ? old : null);
    }

    static DeleteResult delete(Draft draft, DeleteRequest request) {
        List<KeyValue> old = request.prevKv() ? List.copyOf(draft.view().range(request.range())) : List.of();
        long deleted = draft.delete(request.range());
        return new DeleteResult(ResponseHeader.ofRevision(draft.revision()), deleted, old);
    }
}
