package io.mainstay.bench.load;

/**
 * A client under measurement, connected to one etcd: a thin map of two operations to what that client's user would
 * write. Has a public constructor that takes the endpoint, like {@code http://127.0.0.1:2379}.
 *
 * <p>Keys and values come as plain arrays, and making them into the client's own type is part of the operation. A key
 * that is read exists, and the client has to hand out its value.
 */
public interface Peer extends AutoCloseable {
    /** Writes and waits for the answer. */
    void put(byte[] key, byte[] value) throws Exception;

    /** Reads, waits for the answer, and says how many bytes the value has; -1 when there is none. */
    int get(byte[] key) throws Exception;

    /** Writes; the answer comes to {@code done}, on a thread of the client's choice. */
    void put(byte[] key, byte[] value, Done done);

    /** Reads; the answer comes to {@code done}, on a thread of the client's choice. */
    void get(byte[] key, Done done);

    @Override
    void close() throws Exception;
}
