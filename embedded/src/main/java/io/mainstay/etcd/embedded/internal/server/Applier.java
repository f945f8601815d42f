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
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to change the {@link StateMachine}: by {@linkplain Entry entries}, applied one at a time. Without a log
 * an entry is applied at once, on the caller's thread; with one it is when it is durable, by the thread of the log.
 */
final class Applier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Applier.class.getName());

    private final GuardedMachine machine;
    private final @Nullable LogWriter log;

    Applier(GuardedMachine machine, @Nullable LogWriter log) {
        this.machine = machine;
        this.log = log;
    }

    /** Applies an entry of the server's own, and gives its result when it is applied. */
    <R> R apply(Entry<R> entry) {
        if (log == null) {
            return machine.with(state -> state.apply(entry));
        }
        return await(log.take(Ticket.of(entry)));
    }

    /**
     * Applies an entry soon, if a condition holds when its turn has come; otherwise it never was one. Where the log
     * takes none, nothing happens.
     */
    void applyIf(Predicate<StateMachine> condition, Entry<?> entry) {
        if (log == null) {
            machine.with(state -> condition.test(state) ? state.apply(entry) : null);
            return;
        }
        try {
            log.take(Ticket.when(condition, entry));
        } catch (Refused notNow) {
            LOG.log(Level.DEBUG, "an entry of the server's own was not taken: " + notNow.text());
        }
    }

    /** Carries out what somebody proposed, and gives its answer. Throws when it is refused. */
    <R> R carryOut(Asker asker, Proposal<R> proposal) {
        if (proposal instanceof Proposal.Answered<R> done) {
            return done.answer();
        }
        return applied(asker.caller(), (Proposal.Logged<?, R>) proposal);
    }

    /**
     * Carries out what somebody proposed, and has its answer taken when it is applied: before this returns, or with a
     * log later. Throws when it is refused before that.
     *
     * @param taker where the answer is taken later; one that runs it at once has the thread of the log do it
     */
    <R> void carryOut(Asker asker, Proposal<R> proposal, ResponseHandler<R> handler, Executor taker) {
        if (log != null && proposal instanceof Proposal.Logged<?, R> logged) {
            log(log, asker.caller(), logged, handler, taker);
        } else {
            handler.onResponse(carryOut(asker, proposal));
        }
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

    private <E, R> void log(
            LogWriter writer,
            Caller caller,
            Proposal.Logged<E, R> proposal,
            ResponseHandler<R> handler,
            Executor taker) {
        Ticket<E> ticket = writer.take(Ticket.of(new Entry.By<>(caller, proposal.entry())));
        var unused = ticket.applied()
                .handleAsync(
                        (result, failure) -> {
                            deliver(ticket, proposal, handler);
                            return null;
                        },
                        taker);
    }

    private static <E, R> void deliver(Ticket<E> ticket, Proposal.Logged<E, R> proposal, ResponseHandler<R> handler) {
        R answer;
        try {
            answer = proposal.answer().apply(await(ticket));
        } catch (Refused refused) {
            handler.onFailure(refused.failure());
            return;
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the embedded etcd failed at an entry", fault);
            handler.onFailure(new TransportFailure(ErrorCode.INTERNAL, "embedded etcd: " + fault, true, fault));
            return;
        }
        try {
            handler.onResponse(answer);
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "the taker of an answer failed", fault);
        }
    }

    private static <R> R await(Ticket<R> ticket) {
        try {
            return ticket.applied().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Looks at the leases, or renews one: what goes past the log. */
    <R> R leases(Function<LeaseTable, R> look) {
        return machine.with(state -> look.apply(state.leases()));
    }

    /** Looks at the state, which no entry changes meanwhile. */
    <R> R look(Function<StateMachine, R> look) {
        return machine.with(look);
    }

    /** The alarms that are on. */
    List<Alarm> alarms() {
        return machine.with(state -> state.alarms().list(AlarmType.NONE));
    }

    /** The number of the last entry. */
    long raftIndex() {
        return machine.with(StateMachine::index);
    }

    /** How many entries wait for the disk. */
    int waiting() {
        return log == null ? 0 : log.waiting();
    }

    /** How many entries were given up because the disk failed. */
    long failed() {
        return log == null ? 0 : log.failed();
    }

    /** Has what was taken applied, and takes no more. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
