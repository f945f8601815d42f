package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.AuthState;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The {@link StateMachine} and its one lock. */
final class GuardedMachine {
    private final ReentrantLock lock = new ReentrantLock();
    private final StateMachine machine;

    GuardedMachine(StateMachine machine) {
        this.machine = machine;
    }

    /** Users and roles as they are, without waiting for anybody. */
    AuthState auth() {
        return machine.auth();
    }

    /** Does something with the state while nobody else does. */
    <R> R with(Function<StateMachine, R> work) {
        lock.lock();
        try {
            return work.apply(machine);
        } finally {
            lock.unlock();
        }
    }
}
