package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.Levers;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What one test, or all tests of a class, stand on: a server, a part of it, and a client.
 *
 * @param server the server
 * @param ownsServer whether it is closed together with the stand
 * @param namespace what all keys begin with; empty for the whole server
 * @param client a client in that namespace
 */
record Stand(TestServer server, boolean ownsServer, String namespace, EtcdClient client) {
    /** One with the whole of a server of its own; on a server that also serves others, with a namespace. */
    static Stand alone(TestServer server, UnaryOperator<EtcdClientBuilder> options, String name) {
        return on(server, true, options, server.isOwn() ? "" : "/" + name);
    }

    /** One in a namespace of a server that others use as well. */
    Stand inNamespace(UnaryOperator<EtcdClientBuilder> options, String name) {
        return on(server, false, options, (namespace.isEmpty() ? "/" : namespace) + name);
    }

    private static Stand on(
            TestServer server, boolean ownsServer, UnaryOperator<EtcdClientBuilder> options, String namespace) {
        EtcdClientBuilder client = options.apply(server.client());
        return new Stand(
                server, ownsServer, namespace, (namespace.isEmpty() ? client : client.namespace(namespace)).build());
    }

    /** What a parameter of a type is filled with, or null for a type that is none of ours. */
    @Nullable
    Object parameter(Class<?> type) {
        if (type == EtcdClient.class) {
            return client;
        }
        if (type == EtcdAddress.class) {
            return new EtcdAddress(server.endpoint(), namespace);
        }
        if (type == EmbeddedEtcd.class) {
            return embedded();
        }
        return type == Levers.class ? embedded().levers() : null;
    }

    private EmbeddedEtcd embedded() {
        return server.embedded()
                .orElseThrow(() -> new ExtensionConfigurationException("this method asks for the embedded etcd, and "
                        + ServerChoice.PROPERTY + " chooses another; tests are skipped then, other methods cannot be"));
    }

    /** Lets go of it all; where the server goes on, the keys of the namespace are deleted. */
    void close(@Nullable LeakGate gate) {
        try (AutoCloseableServer last = ownsServer ? server::close : () -> {}) {
            try (EtcdClient closed = client) {
                if (!namespace.isEmpty() && !(ownsServer && server.isOwn())) {
                    closed.kv().delete(DeleteRequest.of(KeyRange.all()));
                }
            }
            if (gate != null && ownsServer) {
                server.embedded().map(ServerGauges::of).ifPresent(gate::awaitServerQuiet);
            }
        }
    }

    private interface AutoCloseableServer extends AutoCloseable {
        @Override
        void close();
    }
}
