package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.RoleAddRequest;
import io.mainstay.etcd.auth.RoleDeleteRequest;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.auth.UserAddRequest;
import io.mainstay.etcd.auth.UserDeleteRequest;
import io.mainstay.etcd.auth.UserGrantRoleRequest;
import io.mainstay.etcd.auth.UserRevokeRoleRequest;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One of those that write to a server until it is killed: keys that all share, leases, roles and users of its own, and
 * what only one of them does, compactions and alarms. The ledger has each thing before it is sent, and its answer.
 */
final class PortWorker {
    /** The facts about compactions begin like this, and go on with the revision. */
    static final String COMPACTED = "compacted at ";

    /** The facts about leases begin like this, and go on with its id and whose it is. */
    static final String LEASE = "lease ";

    static final int FIRST_THAT_ONLY_WRITES = 2;

    private static final int KEYS = 24;
    private static final String NO_SPACE = "NOSPACE";

    private final int number;
    private final int round;
    private final Random random;
    private final Caller caller;
    private final Ledger ledger;
    private final LongSupplier watched;
    private long lease;
    private int step;

    /**
     * A worker.
     *
     * @param watched up to which revision the history was seen, and may be forgotten
     */
    PortWorker(int number, int round, long seed, Caller caller, Ledger ledger, LongSupplier watched) {
        this.number = number;
        this.round = round;
        this.random = new Random(seed);
        this.caller = caller;
        this.ledger = ledger;
        this.watched = watched;
    }

    /** The server is gone. */
    private static final class Killed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    void workUntilKilled() {
        try {
            if (number == 1 && ledger.holds(NO_SPACE)) {
                alarms();
            }
            while (true) {
                step++;
                int choice = random.nextInt(24);
                if (choice < 10) {
                    put("k" + random.nextInt(KEYS), random.nextInt(3) == 0 ? lease : 0);
                } else if (choice < 14) {
                    write(Rpcs.DELETE_RANGE, delete(), PortWorker::revision);
                } else if (choice < 19) {
                    write(Rpcs.TXN, txn(), PortWorker::revision);
                } else if (choice < 21) {
                    leases();
                } else if (choice < 23) {
                    roles();
                } else if (number == 0) {
                    compact();
                } else if (number == 1) {
                    alarms();
                }
            }
        } catch (Killed end) {
            return;
        }
    }

    private boolean put(String key, long leaseId) throws Killed {
        return write(
                Rpcs.PUT,
                Op.put(key, value()).lease(leaseId),
                (PutResult put) -> put.header().revision());
    }

    private String value() {
        return "r" + round + "w" + number + "s" + step + "x".repeat(random.nextInt(200));
    }

    private DeleteRequest delete() {
        String key = "k" + random.nextInt(KEYS);
        return random.nextInt(4) == 0 ? DeleteRequest.of(KeyRange.prefix(key)) : Op.delete(key);
    }

    private TxnRequest txn() {
        int first = random.nextInt(KEYS);
        PutRequest put = Op.put("k" + first, value());
        return TxnRequest.EMPTY
                .when(Compare.exists("k" + random.nextInt(KEYS)))
                .then(put, Op.delete("k" + (first + 1) % KEYS), Op.put("t" + number, value()))
                .otherwise(Op.delete("k" + (first + 2) % KEYS), Op.put("k" + (first + 3) % KEYS, value()));
    }

    /** Each lease holds a key that nobody else deletes, so its end is a revision. */
    private void leases() throws Killed {
        Optional<String> left = ledger.held(LEASE, "." + number);
        if (lease != 0) {
            long ending = lease;
            lease = 0;
            ledger.askFact(number, name(ending), false);
            write(
                    Rpcs.LEASE_REVOKE,
                    new LeaseRevokeRequest(ending),
                    revoked -> revoked.header().revision());
            ledger.answerFact(number);
        } else if (left.isPresent()) {
            hold(Long.parseLong(left.get().substring(LEASE.length(), left.get().indexOf('.'))));
        } else {
            long id = (round * 1000L + number) * 1_000_000 + step;
            if (fact(name(id), true, Rpcs.LEASE_GRANT, new LeaseGrantRequest(Duration.ofHours(9), id))) {
                hold(id);
            }
        }
    }

    private String name(long leaseId) {
        return LEASE + leaseId + "." + number;
    }

    private void hold(long leaseId) throws Killed {
        if (put(name(leaseId), leaseId)) {
            lease = leaseId;
        }
    }

    private void roles() throws Killed {
        String role = "role" + number;
        String user = "user" + number;
        boolean hasRole = ledger.holds(role);
        boolean hasUser = ledger.holds(user);
        boolean granted = ledger.holds(role + " of " + user);
        if (granted) {
            fact(role + " of " + user, false, Rpcs.USER_REVOKE_ROLE, new UserRevokeRoleRequest(user, role));
        } else if (!hasRole) {
            fact(role, true, Rpcs.ROLE_ADD, new RoleAddRequest(role));
        } else if (!hasUser) {
            fact(user, true, Rpcs.USER_ADD, new UserAddRequest(user, Secret.of("secret")));
        } else if (random.nextBoolean()) {
            fact(role + " of " + user, true, Rpcs.USER_GRANT_ROLE, new UserGrantRoleRequest(user, role));
        } else if (random.nextBoolean()) {
            fact(user, false, Rpcs.USER_DELETE, new UserDeleteRequest(user));
        } else {
            fact(role, false, Rpcs.ROLE_DELETE, new RoleDeleteRequest(role));
        }
    }

    private void compact() throws Killed {
        long revision = watched.getAsLong() - 20;
        if (revision > 1) {
            fact(COMPACTED + revision, true, Rpcs.COMPACT, new CompactRequest(revision, true));
        }
    }

    /** While there is no space the others' writes are refused. */
    private void alarms() throws Killed {
        for (boolean on = !ledger.holds(NO_SPACE); ; on = false) {
            AlarmRequest.Action action = on ? AlarmRequest.Action.ACTIVATE : AlarmRequest.Action.DEACTIVATE;
            fact("NOSPACE", on, Rpcs.ALARM, new AlarmRequest(action, 0, AlarmType.NOSPACE));
            if (!on) {
                return;
            }
        }
    }

    private static long revision(DeleteResult deleted) {
        return deleted.deleted() == 0 ? 0 : deleted.header().revision();
    }

    private static long revision(TxnResult txn) {
        boolean wrote = txn.results().stream()
                .anyMatch(result ->
                        result instanceof PutResult || result instanceof DeleteResult deleted && deleted.deleted() > 0);
        return wrote ? txn.header().revision() : 0;
    }

    private <Q, R> boolean write(Rpc<Q, R> rpc, Q request, ToLongFunction<R> revision) throws Killed {
        ledger.askWrite(number, request);
        R answer = ask(rpc, request);
        if (answer == null) {
            ledger.refuseWrite(number);
            return false;
        }
        ledger.answerWrite(number, revision.applyAsLong(answer));
        return true;
    }

    private <Q> boolean fact(String fact, boolean holds, Rpc<Q, ?> rpc, Q request) throws Killed {
        ledger.askFact(number, fact, holds);
        if (ask(rpc, request) == null) {
            ledger.refuseFact(number);
            return false;
        }
        ledger.answerFact(number);
        return true;
    }

    /** The answer; null when it was refused, which only a lack of space and an older compaction explain. */
    private <Q, R> @Nullable R ask(Rpc<Q, R> rpc, Q request) throws Killed {
        Caller.Outcome<R> outcome = caller.outcome(rpc, request);
        TransportFailure failure = outcome.failure();
        if (failure != null && failure.code() == ErrorCode.UNAVAILABLE) {
            throw new Killed();
        }
        if (failure != null) {
            assertThat(failure.text()).containsAnyOf("database space exceeded", "has been compacted");
        }
        return outcome.response();
    }
}
