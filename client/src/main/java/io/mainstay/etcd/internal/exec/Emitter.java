package io.mainstay.etcd.internal.exec;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import java.util.concurrent.atomic.AtomicLong;

/** Hands events to the user's listener, and keeps its exceptions from doing harm. */
public final class Emitter {
    private final EventListener listener;
    private final AtomicLong ids = new AtomicLong();

    /** An emitter for one client. */
    public Emitter(EventListener listener) {
        this.listener = listener;
    }

    /** Whether anyone listens; if not, events need not be made. */
    public boolean emits() {
        return listener != EventListener.NONE;
    }

    /** An id that pairs a start with its end. */
    public long nextId() {
        return ids.incrementAndGet();
    }

    /** Tells the listener, and bears whatever it throws: an error of linking too, or what its language hides. */
    public void emit(ClientEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            System.getLogger(EventListener.class.getName())
                    .log(System.Logger.Level.WARNING, "the event listener failed", e);
        }
    }

    /** Reports an exception of a user's callback: to the listener if there is one, else to the log. */
    public void callbackFailed(String where, Throwable thrown) {
        if (emits()) {
            emit(new ClientEvent.CallbackFailed(where, thrown));
        } else {
            System.getLogger(EventListener.class.getName())
                    .log(System.Logger.Level.WARNING, where + " threw an exception", thrown);
        }
    }
}
