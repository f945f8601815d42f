package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says whether two answers to the same operation are equal, but for the differences that are allowed. */
final class Verdict {
    private static final Duration TIME_LEFT = Duration.ofSeconds(10);

    private static final Set<Answer> TWO_FAULTS = Set.of(
            new Answer.Refused(ErrorCode.INVALID_ARGUMENT, "etcdserver: key not found"),
            new Answer.Refused(ErrorCode.NOT_FOUND, "etcdserver: requested lease not found"));

    private static final Set<String> FAULTS_OF_OPERATIONS = Set.of(
            "etcdserver: key not found",
            "etcdserver: requested lease not found",
            "etcdserver: mvcc: required revision has been compacted",
            "etcdserver: mvcc: required revision is a future revision");

    private final Set<AllowedDifference> allowed;

    Verdict(Set<AllowedDifference> allowed) {
        this.allowed = allowed;
    }

    boolean same(Operation<?, ?> operation, Answer one, Answer other) {
        if (one instanceof Answer.Told told && other instanceof Answer.Told otherTold) {
            // Lists that have an order are compared as they are read.
            return told.seen().inAnyOrder().equals(otherTold.seen().inAnyOrder())
                    && same(operation, told.read(), otherTold.read());
        }
        if (one instanceof Answer.Done done && other instanceof Answer.Done otherDone) {
            return timeLeftIsClose(done.value(), otherDone.value())
                    && normal(operation.request(), done.value()).equals(normal(operation.request(), otherDone.value()));
        }
        return one.equals(other)
                || allowed.contains(AllowedDifference.AUTH_STATUS_FOR_ALL) && operation.rpc() == Rpcs.AUTH_STATUS
                || twoFaultsOfOnePut(operation, one, other)
                || faultsOfTwoOperations(operation, one, other)
                || bothTooLarge(one, other);
    }

    /** Whether both refuse a grant, one because it grants nothing. */
    boolean allowsGrantOfNothing(Operation<?, ?> operation, Answer one, Answer other) {
        return allowed.contains(AllowedDifference.FAULT_OF_A_GRANT_OF_NOTHING)
                && operation.rpc() == Rpcs.ROLE_GRANT_PERMISSION
                && one instanceof Answer.Refused
                && other instanceof Answer.Refused refused
                && refused.text().equals("etcdserver: permission not given");
    }

    private boolean bothTooLarge(Answer one, Answer other) {
        return allowed.contains(AllowedDifference.WHAT_A_LAYER_CHANGES)
                && Stream.of(one, other)
                        .allMatch(answer -> answer instanceof Answer.Refused refused
                                && refused.text().startsWith("grpc: received message larger than max"));
    }

    private boolean twoFaultsOfOnePut(Operation<?, ?> operation, Answer one, Answer other) {
        return allowed.contains(AllowedDifference.FAULT_OF_A_PUT_IN_A_TRANSACTION)
                && operation.request() instanceof TxnRequest
                && Set.of(one, other).equals(TWO_FAULTS);
    }

    private boolean faultsOfTwoOperations(Operation<?, ?> operation, Answer one, Answer other) {
        return allowed.contains(AllowedDifference.FAULT_OF_AN_OPERATION_IN_A_TRANSACTION)
                && operation.request() instanceof TxnRequest
                && Stream.of(one, other)
                        .allMatch(answer -> answer instanceof Answer.Refused refused
                                && FAULTS_OF_OPERATIONS.contains(refused.text()));
    }

    private boolean timeLeftIsClose(Object one, Object other) {
        if (one instanceof LeaseTimeToLiveResult left && other instanceof LeaseTimeToLiveResult right) {
            return left.exists() == right.exists()
                    && left.ttl().minus(right.ttl()).abs().compareTo(TIME_LEFT) <= 0;
        }
        return true;
    }

    private Object normal(Object request, Object value) {
        if (value instanceof OpResult result) {
            return op((Op) request, result);
        } else if (value instanceof CompactResult result) {
            return new CompactResult(header(result.header()));
        } else if (value instanceof HashKvResult result) {
            int hash = allowed.contains(AllowedDifference.WHAT_A_LAYER_CHANGES) ? 0 : result.hash();
            return new HashKvResult(header(result.header()), hash, result.compactRevision(), result.hashRevision());
        } else if (value instanceof AlarmResult result) {
            // They are kept in a hash map.
            return new AlarmResult(
                    header(result.header()),
                    result.alarms().stream()
                            .sorted(Comparator.comparing(Alarm::memberId).thenComparing(Alarm::type))
                            .toList());
        }
        return lease(value);
    }

    private Object lease(Object value) {
        if (value instanceof LeaseGrantResult result) {
            return new LeaseGrantResult(header(result.header()), result.id(), result.ttl());
        } else if (value instanceof LeaseRevokeResult result) {
            return new LeaseRevokeResult(header(result.header()));
        } else if (value instanceof LeaseKeepAliveResult result) {
            return new LeaseKeepAliveResult(header(result.header()), result.id(), result.ttl());
        } else if (value instanceof LeaseLeasesResult result) {
            return new LeaseLeasesResult(
                    header(result.header()), result.ids().stream().sorted().toList());
        } else if (value instanceof LeaseTimeToLiveResult result) {
            List<Bytes> keys = result.keys().stream().sorted().toList();
            return new LeaseTimeToLiveResult(
                    header(result.header()), result.id(), Duration.ZERO, result.grantedTtl(), keys);
        }
        return OtherAnswers.normal(value);
    }

    private OpResult op(Op request, OpResult value) {
        if (value instanceof RangeResult result) {
            return range((RangeRequest) request, result);
        } else if (value instanceof PutResult result) {
            return new PutResult(header(result.header()), result.prevKv());
        } else if (value instanceof DeleteResult result) {
            return new DeleteResult(header(result.header()), result.deleted(), result.prevKvs());
        }
        TxnResult result = (TxnResult) value;
        TxnRequest txn = (TxnRequest) request;
        List<Op> branch = result.succeeded() ? txn.success() : txn.failure();
        List<OpResult> results = new ArrayList<>();
        for (int i = 0; i < result.results().size(); i++) {
            results.add(op(branch.get(i), result.results().get(i)));
        }
        return new TxnResult(header(result.header()), result.succeeded(), results);
    }

    private RangeResult range(RangeRequest request, RangeResult result) {
        boolean keysOnly = request.projection() == RangeRequest.Projection.KEYS_ONLY;
        List<KeyValue> kvs = result.kvs();
        if (keysOnly && allowed.contains(AllowedDifference.LEASE_WITH_KEYS_ONLY)) {
            kvs = kvs.stream().map(Verdict::withoutLease).toList();
        }
        Sort.Target target = request.sort().target();
        // The value is not there to see which keys tie; without a limit their order alone may differ.
        if (result.more() && target != Sort.Target.KEY) {
            kvs = keysOnly && target == Sort.Target.VALUE
                    ? List.of()
                    : kvs.stream().map(kv -> sortedBy(target, kv)).toList();
        } else if (target != Sort.Target.KEY) {
            kvs = tiesByKey(target, kvs, keysOnly);
        }
        return new RangeResult(header(result.header()), kvs, result.more(), result.count());
    }

    private static List<KeyValue> tiesByKey(Sort.Target target, List<KeyValue> kvs, boolean keysOnly) {
        Comparator<KeyValue> byKey = Comparator.comparing(KeyValue::key);
        if (keysOnly && target == Sort.Target.VALUE) {
            return kvs.stream().sorted(byKey).toList();
        }
        List<KeyValue> all = new ArrayList<>();
        List<KeyValue> ties = new ArrayList<>();
        for (KeyValue kv : kvs) {
            if (!ties.isEmpty() && !sortedBy(target, ties.get(0)).equals(sortedBy(target, kv))) {
                ties.sort(byKey);
                all.addAll(ties);
                ties.clear();
            }
            ties.add(kv);
        }
        ties.sort(byKey);
        all.addAll(ties);
        return all;
    }

    /** Nothing but what decides the place of a key. */
    private static KeyValue sortedBy(Sort.Target target, KeyValue kv) {
        return switch (target) {
            case KEY -> new KeyValue(kv.key(), Bytes.EMPTY, 0, 0, 0, 0);
            case VERSION -> new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, 0, kv.version(), 0);
            case CREATE_REVISION -> new KeyValue(Bytes.EMPTY, Bytes.EMPTY, kv.createRevision(), 0, 0, 0);
            case MOD_REVISION -> new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, kv.modRevision(), 0, 0);
            case VALUE -> new KeyValue(Bytes.EMPTY, kv.value(), 0, 0, 0, 0);
        };
    }

    private static KeyValue withoutLease(KeyValue kv) {
        return new KeyValue(kv.key(), kv.value(), kv.createRevision(), kv.modRevision(), kv.version(), 0);
    }

    static ResponseHeader header(ResponseHeader header) {
        return ResponseHeader.ofRevision(header.revision());
    }
}
