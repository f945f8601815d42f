package io.mainstay.etcd.view;

/** A listener's place at a view or value. */
public interface Listening extends AutoCloseable {
    /** Takes the listener away: it is called no more, but for a call that is under way. Does not block. */
    @Override
    void close();
}
