package io.mainstay.bench.watch;

/**
 * A client under measurement that watches and keeps leases: a thin map to what that client's user would write. Has a
 * public constructor that takes the endpoint, like {@code http://127.0.0.1:2379}.
 */
public interface WatchPeer extends AutoCloseable {
    /** Starts to watch a key, or every key with a prefix, from now on; does not wait until the server has accepted. */
    void watch(byte[] key, boolean prefix, Seen seen) throws Exception;

    /** Grants a lease and keeps it alive; {@code ended} hears when it is not kept any more. */
    void keep(int ttlSeconds, Runnable ended) throws Exception;

    @Override
    void close() throws Exception;

    /** What a watch sees; called on threads of the client's choice. */
    interface Seen {
        /** The server has accepted the watch. */
        void ready();

        /** So many events came at once. */
        void events(int count);

        /** The watch has ended, or fails again and again. */
        void failed(Throwable why);
    }
}
