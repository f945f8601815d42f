package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a call needs the leader for; that decides what becomes of it while nobody leads, as watched on an etcd 3.6. */
enum Need {
    /** For nothing: the member answers by itself. */
    NOTHING(null, null),
    /** To read what is newest. Such a read breaks off when another leads. */
    READ(Refusal.TIMED_OUT, Refusal.LEADER_CHANGED),
    /** The same, asked by the Election service. */
    READ_OF_SERVICE(Refusal.TIMED_OUT, Refusal.LEADER_CHANGED),
    /** To have it logged. */
    PROPOSAL(Refusal.DEADLINE_EXCEEDED, null),
    /** Because the leader answers it. */
    FORWARDING(Refusal.NO_LEADER, null),
    /** To have it logged, for as long as that takes. */
    PATIENT_PROPOSAL(null, null),
    /** Because it changes only while all is well; refused at once otherwise. */
    HEALTH(null, null);

    private static final Set<Rpc<?, ?>> BY_ITSELF =
            Set.of(Rpcs.STATUS, Rpcs.HASH, Rpcs.HASH_KV, Rpcs.DEFRAGMENT, Rpcs.LEASE_LEASES, Rpcs.MOVE_LEADER);
    private static final Set<Rpc<?, ?>> READS = Set.of(Rpcs.AUTHENTICATE, Rpcs.DOWNGRADE);
    private static final Set<Rpc<?, ?>> FORWARDED =
            Set.of(Rpcs.LEASE_TIME_TO_LIVE, Rpcs.LEASE_KEEP_ALIVE, Rpcs.MEMBER_PROMOTE);

    private final @Nullable Refusal late;
    private final @Nullable Refusal changed;

    Need(@Nullable Refusal late, @Nullable Refusal changed) {
        this.late = late;
        this.changed = changed;
    }

    /** How it fails when it has waited for a leader for too long; null when it waits for ever. */
    @Nullable
    TransportFailure late() {
        return failure(late);
    }

    /** How it fails when it has waited and somebody leads; null when it goes on then. */
    @Nullable
    TransportFailure changed() {
        return failure(changed);
    }

    /** The need of a call, or of the message of a stream. */
    static Need of(Rpc<?, ?> rpc, @Nullable Object request) {
        if (request instanceof RangeRequest range) {
            return range.serializable() ? NOTHING : READ;
        } else if (request instanceof TxnRequest txn) {
            return of(txn);
        } else if (request instanceof MemberListRequest list) {
            return list.linearizable() ? READ : NOTHING;
        } else if (BY_ITSELF.contains(rpc)) {
            return NOTHING;
        } else if (READS.contains(rpc)) {
            return READ;
        } else if (FORWARDED.contains(rpc)) {
            return FORWARDING;
        } else if (rpc == Rpcs.LEADER) {
            return READ_OF_SERVICE;
        } else if (rpc == Rpcs.MEMBER_ADD) {
            return HEALTH;
        } else if (rpc == Rpcs.MEMBER_REMOVE || rpc == Rpcs.MEMBER_UPDATE) {
            return PATIENT_PROPOSAL;
        }
        return PROPOSAL;
    }

    /** The same when the member asks itself how it is: it knows its alarms. */
    static Need ofItself(Rpc<?, ?> rpc, @Nullable Object request) {
        return request instanceof AlarmRequest ? NOTHING : of(rpc, request);
    }

    /** A transaction that writes, or might, is logged; one without any operation is answered by the member. */
    private static Need of(TxnRequest txn) {
        if (!Stream.concat(txn.success().stream(), txn.failure().stream()).allMatch(RangeRequest.class::isInstance)) {
            return PROPOSAL;
        }
        return Stream.concat(txn.success().stream(), txn.failure().stream()).allMatch(Need::isSerializable)
                ? NOTHING
                : READ;
    }

    private static boolean isSerializable(Op op) {
        return op instanceof RangeRequest range && range.serializable();
    }

    /** The Election service tells all failures alike. */
    private @Nullable TransportFailure failure(@Nullable Refusal refusal) {
        return refusal == null
                ? null
                : TransportFailure.answered(
                        this == READ_OF_SERVICE ? ErrorCode.UNKNOWN : refusal.code(), refusal.text());
    }
}
