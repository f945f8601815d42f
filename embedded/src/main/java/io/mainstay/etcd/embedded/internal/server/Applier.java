package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.embedded.internal.auth.Rights;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.spi.ResponseHandler;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The serial owner of the {@link StateMachine}: it applies one entry at a time, under one lock, and lets readers of the
 * store alone. All changes of the state go through here, as {@linkplain Entry entries}.
 */
final class Applier {
    private final ReentrantLock lock = new ReentrantLock();
    private final StateMachine machine;

    Applier(StateMachine machine) {
        this.machine = machine;
    }

    /** Applies an entry of the server's own, and gives its result when it is applied. */
    <R> R apply(Entry<R> entry) {
        return locked(() -> machine.apply(entry));
    }

    /** Applies an entry if a condition holds when its turn has come; otherwise it never was one. */
    void applyIf(Predicate<StateMachine> condition, Entry<?> entry) {
        locked(() -> condition.test(machine) ? machine.apply(entry) : null);
    }

    /** Carries out what somebody proposed, and gives its answer. Throws when it is refused. */
    <R> R carryOut(Asker asker, Proposal<R> proposal) {
        if (proposal instanceof Proposal.Answered<R> done) {
            return done.answer();
        }
        return applied(asker.caller(), (Proposal.Logged<?, R>) proposal);
    }

    /** Carries out what somebody proposed, and has its answer taken when it is applied. Throws when it is refused. */
    <R> void carryOut(Asker asker, Proposal<R> proposal, ResponseHandler<R> handler) {
        handler.onResponse(carryOut(asker, proposal));
    }

    private <E, R> R applied(Caller caller, Proposal.Logged<E, R> proposal) {
        return proposal.answer().apply(apply(new Entry.By<>(caller, proposal.entry())));
    }

    /** Users and roles as they are. */
    AuthState auth() {
        return machine.auth();
    }

    /** What somebody may do, as users and roles are now. */
    Rights rights(Asker asker) {
        Caller caller = asker.caller();
        return new Rights(machine.auth(), caller);
    }

    /** Reads what somebody may read, as etcd does: refused also when users or roles have changed meanwhile. */
    <R> R read(Asker asker, Consumer<Rights> check, Supplier<R> read) {
        Rights rights = rights(asker);
        check.accept(rights);
        R result = read.get();
        if (rights.caller() instanceof Caller.SignedIn signedIn
                && signedIn.revision() != machine.auth().revision()) {
            throw Refusal.OLD_AUTH_REVISION.refused();
        }
        return result;
    }

    /** Looks at the leases, or renews one: what goes past the log. */
    <R> R leases(Function<LeaseTable, R> look) {
        return locked(() -> look.apply(machine.leases()));
    }

    /** Looks at the state, which no entry changes meanwhile. */
    <R> R look(Function<StateMachine, R> look) {
        return locked(() -> look.apply(machine));
    }

    /** The alarms that are on. */
    List<Alarm> alarms() {
        return locked(() -> machine.alarms().list(AlarmType.NONE));
    }

    /** The number of the last entry. */
    long raftIndex() {
        return locked(machine::index);
    }

    private <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
