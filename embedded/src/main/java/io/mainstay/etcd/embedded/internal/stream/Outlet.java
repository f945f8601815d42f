package io.mainstay.etcd.embedded.internal.stream;

import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a stream: messages wait here until the client has made room, and reach its handler one at a time, on
 * the dispatcher and under no lock.
 *
 * <p>Its own lock is held for moments only and may be taken while any other lock is held.
 *
 * @param <R> the messages
 */
public final class Outlet<R> {
    /** How many messages may wait before the source should keep the rest to itself. */
    public static final int CAPACITY = 128;

    private static final System.Logger LOG = System.getLogger(Outlet.class.getName());
    private static final int TURN = 64;

    private final StreamHandler<R> handler;
    private final Executor dispatcher;
    private final Source source;

    private final Object lock = new Object();
    private final Queue<R> waiting = new ArrayDeque<>();
    private long room;
    private boolean scheduled;
    private boolean moreToCome;
    private State state = State.OPEN;
    private @Nullable TransportFailure failure;

    /** An outlet to a handler, whose source has more than what waits. */
    public Outlet(StreamHandler<R> handler, Executor dispatcher, Source source) {
        this.handler = handler;
        this.dispatcher = dispatcher;
        this.source = source;
    }

    /** What stands behind an outlet. Its methods are called on the dispatcher, under no lock. */
    public interface Source {
        /** Offers some of what it has kept to itself; says whether there is still more. */
        boolean refill();

        /** The client's handler has failed, and nothing will be delivered any more. */
        void broken();
    }

    private enum State {
        OPEN,
        ENDING,
        OVER
    }

    /** Puts a message at the end of those that wait. */
    public void offer(R message) {
        synchronized (lock) {
            if (state == State.OPEN) {
                waiting.add(message);
                schedule();
            }
        }
    }

    /** Whether as many messages wait as should. */
    public boolean isFull() {
        synchronized (lock) {
            return waiting.size() >= CAPACITY;
        }
    }

    /** Says that the source has something to offer, and is to be asked for it when there is room. */
    public void moreToCome() {
        synchronized (lock) {
            moreToCome = true;
            schedule();
        }
    }

    /** Makes room for more messages. */
    public void request(int messages) {
        if (messages <= 0) {
            throw new IllegalArgumentException("room must be made for one message at least, not for " + messages);
        }
        synchronized (lock) {
            room += messages;
            schedule();
        }
    }

    /** Ends the stream well, after everything that waits. */
    public void finish() {
        synchronized (lock) {
            if (state == State.OPEN) {
                state = State.ENDING;
                schedule();
            }
        }
    }

    /** Ends the stream with a failure; what waits is dropped. */
    public void end(TransportFailure why) {
        synchronized (lock) {
            if (state != State.OVER) {
                waiting.clear();
                state = State.ENDING;
                failure = why;
                schedule();
            }
        }
    }

    /** Lets go of the handler; it is not called any more. */
    public void cancel() {
        synchronized (lock) {
            waiting.clear();
            state = State.OVER;
        }
    }

    private void schedule() {
        if (!scheduled && hasWork()) {
            scheduled = true;
            dispatcher.execute(this::turn);
        }
    }

    private boolean hasWork() {
        return switch (state) {
            case OPEN -> room > 0 && (moreToCome || !waiting.isEmpty());
            case ENDING -> waiting.isEmpty() || room > 0;
            case OVER -> false;
        };
    }

    /**
     * Delivers some messages and goes to the end of the dispatcher's queue, so that every stream has its turn. One that
     * is to end does not queue again, because the dispatcher may be closing.
     */
    private void turn() {
        for (int done = 0; ; done++) {
            refill();
            R message;
            boolean over;
            synchronized (lock) {
                if (!hasWork() || done >= TURN && state == State.OPEN) {
                    scheduled = false;
                    schedule();
                    return;
                }
                message = waiting.poll();
                over = message == null && state == State.ENDING;
                if (message != null) {
                    room--;
                } else if (over) {
                    state = State.OVER;
                }
            }
            if (message != null && !deliver(message)) {
                return;
            } else if (over) {
                deliverEnd();
                return;
            }
        }
    }

    private void refill() {
        synchronized (lock) {
            if (!moreToCome || state != State.OPEN || room == 0 || waiting.size() > CAPACITY / 2) {
                return;
            }
            moreToCome = false;
        }
        if (source.refill()) {
            synchronized (lock) {
                moreToCome = true;
            }
        }
    }

    private boolean deliver(R message) {
        try {
            handler.onMessage(message);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a stream's handler failed, so the stream is over", e);
            cancel();
            source.broken();
            return false;
        }
    }

    private void deliverEnd() {
        try {
            handler.onEnd(failure);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a stream's handler failed at the end of the stream", e);
        }
    }
}
