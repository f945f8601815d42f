package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** A server that is up and a transport that reaches it: what a contract suite runs against. */
public interface Target extends AutoCloseable {
    /** Where the server is, in the words of its transport. */
    Endpoint endpoint();

    /** The transport under test. */
    TransportProvider transport();

    /** How the transport is to connect when it is used without a client. */
    default ConnectOptions connecting() {
        return ConnectOptions.DEFAULT;
    }

    /** A second server of the same kind, empty, with the same transport; for what touches all keys of a server. */
    Target fresh();

    /** What the server holds for its clients, when it can tell. */
    default Optional<ServerGauges> gauges() {
        return Optional.empty();
    }

    /**
     * Whether a watch of this transport can be asked how far it is complete. Not so where nothing can be sent on a
     * stream that is being read, which is how etcd's gateway works.
     */
    default boolean tellsProgressWhenAsked() {
        return true;
    }

    /** What goes with a call that is made without a client. */
    default CallContext context() {
        return CallContext.PLAIN;
    }

    /** The options of a client of this server, with nothing else set. */
    default EtcdClientBuilder client() {
        return EtcdClient.builder().endpoints(endpoint().toString()).transport(transport());
    }

    /** The options of a client that sees every key and value as the server keeps it, whatever {@link #client} adds. */
    default EtcdClientBuilder bareClient() {
        return client();
    }

    /**
     * Whether the server can sort by values and compare the values of a range: not when they are encrypted, then such
     * a request must be refused.
     */
    default boolean ordersValues() {
        return true;
    }

    /** Whether the member that is asked always leads: a follower lists leases in no order. */
    default boolean isLeader() {
        return true;
    }

    /** Stops the server, unless someone else owns it. */
    @Override
    void close();
}
