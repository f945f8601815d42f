package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A server that tests run on, of whichever kind was chosen. */
sealed interface TestServer extends AutoCloseable {
    /** Starts one, or takes the one that runs. */
    static TestServer start(ServerChoice choice, UnaryOperator<EmbeddedEtcdBuilder> options) {
        if (choice instanceof ServerChoice.Real real) {
            return new Real(RealEtcd.start(RealEtcdOptions.of(real.install())));
        }
        if (choice instanceof ServerChoice.Given given) {
            return new Given(given.endpoint());
        }
        return new Embedded(options.apply(EmbeddedEtcd.builder()).start());
    }

    /** Where programs reach it. */
    String endpoint();

    /** The way of a client to it. */
    EtcdClientBuilder client();

    /** Whether it serves nobody but these tests. */
    boolean isOwn();

    /** The embedded one. */
    default Optional<EmbeddedEtcd> embedded() {
        return Optional.empty();
    }

    @Override
    void close();

    /** One inside the JVM, which clients reach without a socket. */
    record Embedded(EmbeddedEtcd etcd) implements TestServer {
        @Override
        public String endpoint() {
            return etcd.endpoint();
        }

        @Override
        public EtcdClientBuilder client() {
            return EtcdClient.builder().endpoints("embedded://test").transport(etcd.transports());
        }

        @Override
        public boolean isOwn() {
            return true;
        }

        @Override
        public Optional<EmbeddedEtcd> embedded() {
            return Optional.of(etcd);
        }

        @Override
        public void close() {
            etcd.close();
        }
    }

    /** A real one that was started for the tests. */
    record Real(RealEtcd etcd) implements TestServer {
        @Override
        public String endpoint() {
            return etcd.endpoint();
        }

        @Override
        public EtcdClientBuilder client() {
            return EtcdClient.builder().endpoints(etcd.endpoint());
        }

        @Override
        public boolean isOwn() {
            return true;
        }

        @Override
        public void close() {
            etcd.close();
        }
    }

    /** One that runs already and is left as it is. */
    record Given(String endpoint) implements TestServer {
        @Override
        public EtcdClientBuilder client() {
            return EtcdClient.builder().endpoints(endpoint);
        }

        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public void close() {}
    }
}
