package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.RequestRights;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.metrics.StoreCounts;
import io.mainstay.etcd.embedded.internal.metrics.Tally;
import io.mainstay.etcd.embedded.internal.mvcc.RequestRules;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.mvcc.Tallies;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.embedded.internal.wire.RequestSize;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.Iterator;
import java.util.List;

/**
 * The KV service. Reads are answered from a snapshot, on the caller's thread; writes are checked in etcd's order:
 * size of the message, space, shape, size as a log entry, and then, as an entry is applied, what depends on the state.
 */
final class KvService {
    private final Identity identity;
    private final ServerLimits limits;
    private final WatchHub hub;
    private final Applier applier;
    private final StoredSize size;
    private final StoreCounts counts;

    KvService(Identity identity, EtcdCore core) {
        this.identity = identity;
        this.limits = core.limits();
        this.hub = core.hub();
        this.applier = core.applier();
        this.size = core.size();
        this.counts = core.counts();
    }

    RangeResult range(Asker asker, RangeRequest request) {
        requireMessageSize(request);
        RequestRules.check(request);
        RangeResult result = applier.read(asker, rights -> rights.requireRead(request.range()), () -> {
            counts.add(Tally.READ);
            return Steps.range(hub.current(), request);
        });
        return new RangeResult(full(result), shown(request, result.kvs()), result.more(), result.count());
    }

    /** Since 3.7 etcd does not tell the leases of keys without their values, unless it had to read these to sort. */
    private List<KeyValue> shown(RangeRequest request, List<KeyValue> kvs) {
        boolean withoutLease = limits.compat().isAtLeast(Compat.V3_7)
                && request.projection() == RangeRequest.Projection.KEYS_ONLY
                && request.sort().target() != Sort.Target.VALUE;
        return withoutLease
                ? kvs.stream()
                        .map(kv -> new KeyValue(
                                kv.key(), kv.value(), kv.createRevision(), kv.modRevision(), kv.version(), 0))
                        .toList()
                : kvs;
    }

    /** The keys of a range in pieces; only the last one has a header. */
    Iterator<RangeResult> rangeStream(Asker asker, RangeRequest request) {
        requireMessageSize(request);
        RequestRules.check(request);
        RequestRules.checkStreamed(request);
        return applier.read(asker, rights -> rights.requireRead(request.range()), () -> {
            counts.add(Tally.READ);
            return Steps.rangeStream(
                    hub::current, request, limits.maxRequestBytes(), header -> identity.header(header.revision()));
        });
    }

    Proposal<PutResult> put(Asker asker, PutRequest request) {
        requireMessageSize(request);
        requireSpace(WriteCost.of(request));
        RequestRules.check(request);
        requireEntrySize(asker, request);
        return new Proposal.Logged<>(new Entry.Put(request), result -> new PutResult(full(result), result.prevKv()));
    }

    Proposal<DeleteResult> delete(Asker asker, DeleteRequest request) {
        requireMessageSize(request);
        RequestRules.check(request);
        requireEntrySize(asker, request);
        return new Proposal.Logged<>(
                new Entry.DeleteRange(request),
                result -> new DeleteResult(full(result), result.deleted(), result.prevKvs()));
    }

    Proposal<TxnResult> txn(Asker asker, TxnRequest request) {
        requireMessageSize(request);
        requireSpace(WriteCost.of(request));
        RequestRules.check(request, limits.maxTxnOps());
        if (onlyReads(request.success()) && onlyReads(request.failure())) {
            TxnResult result = applier.read(
                    asker,
                    rights -> RequestRights.require(rights, request, lease -> List.of()),
                    () -> readTxn(request));
            return new Proposal.Answered<>(answer(result));
        }
        requireEntrySize(asker, request);
        return new Proposal.Logged<>(new Entry.Txn(request), this::answer);
    }

    private TxnResult readTxn(TxnRequest request) {
        Snapshot store = hub.current();
        TxnResult result = Steps.txn(store, request, lease -> false).result();
        counts.add(Tallies.of(store, request, result, false));
        return result;
    }

    Proposal<CompactResult> compact(Asker asker, CompactRequest request) {
        return new Proposal.Logged<>(
                new Entry.Compaction(request.revision()), revision -> new CompactResult(identity.header(revision)));
    }

    private TxnResult answer(TxnResult result) {
        return new TxnResult(full(result), result.succeeded(), result.results());
    }

    /** Refuses what would need more than the quota leaves, and raises the alarm that goes with it. */
    void requireSpace(long cost) {
        if (cost > 0 && size.total(hub.current()) + cost >= limits.quotaBytes()) {
            applier.apply(new Entry.Alarm(
                    new AlarmRequest(AlarmRequest.Action.ACTIVATE, identity.memberId(), AlarmType.NOSPACE)));
            throw Refusal.NO_SPACE.refused();
        }
    }

    private ResponseHeader full(OpResult result) {
        return identity.header(result.header().revision());
    }

    private static boolean onlyReads(List<Op> ops) {
        return ops.stream().allMatch(RangeRequest.class::isInstance);
    }

    private void requireEntrySize(Asker asker, Op request) {
        if (RequestSize.inRaft(request, identity.memberId(), asker.caller()) > limits.maxRequestBytes()) {
            throw Refusal.REQUEST_TOO_LARGE.refused();
        }
    }

    private void requireMessageSize(Op request) {
        int size = RequestSize.of(request);
        if (size > limits.maxMessageBytes()) {
            throw new Refused(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "grpc: received message larger than max (" + size + " vs. " + limits.maxMessageBytes() + ")");
        }
    }
}
