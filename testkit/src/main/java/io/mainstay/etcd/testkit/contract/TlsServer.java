package io.mainstay.etcd.testkit.contract;

/** A server that a suite about TLS has started: a real etcd, or one that says it is as good. */
public interface TlsServer extends AutoCloseable {
    /** Where clients reach it, with the scheme that it speaks. */
    String endpoint();

    /** Stops it. */
    @Override
    void close();
}
