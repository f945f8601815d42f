package io.mainstay.etcd.testkit.proxy;

/** What a proxy lets through just now, for all of its connections. */
final class Gate {
    /** What is let through. */
    enum State {
        OPEN,
        STALLED,
        STALLED_ANSWERS,
        BLOCKED
    }

    private State state = State.OPEN;

    synchronized State state() {
        return state;
    }

    synchronized void state(State next) {
        state = next;
        notifyAll();
    }

    /** Waits while this direction is held back. */
    synchronized void pass(boolean answers) throws InterruptedException {
        while (state == State.STALLED || state == State.STALLED_ANSWERS && answers) {
            wait();
        }
    }
}
