package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An embedded etcd with authentication on and tokens that live for seconds; its clients are root. */
final class EmbeddedAuthTarget implements AuthTarget {
    private final EmbeddedWay way;
    private final Duration ttl;
    private final UnaryOperator<EmbeddedEtcd.Builder> tokens;
    private final EmbeddedEtcd etcd;

    /**
     * A new server.
     *
     * @param tokens adds the options about tokens
     * @param ttl how long tokens live by these options
     */
    EmbeddedAuthTarget(EmbeddedWay way, UnaryOperator<EmbeddedEtcd.Builder> tokens, Duration ttl) {
        this.way = way;
        this.ttl = ttl;
        this.tokens = tokens;
        etcd = tokens.apply(EmbeddedEtcd.builder().bcryptCost(4)).start();
        try (EtcdClient client = AuthTarget.super.client().build()) {
            client.auth().userAdd("root", ROOT_PASSWORD);
            client.auth().userGrantRole("root", "root");
            client.auth().enable();
        } catch (RuntimeException e) {
            etcd.close();
            throw e;
        }
    }

    /** One with simple tokens. */
    static EmbeddedAuthTarget simple(EmbeddedWay way, Duration ttl) {
        return new EmbeddedAuthTarget(way, builder -> builder.authTokenTtl(ttl), ttl);
    }

    @Override
    public Endpoint endpoint() {
        return way.endpoint(etcd);
    }

    @Override
    public TransportProvider transport() {
        return way.transport(etcd);
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return way != EmbeddedWay.GATEWAY;
    }

    @Override
    public EtcdClientBuilder client() {
        return AuthTarget.super.client().user("root", ROOT_PASSWORD);
    }

    @Override
    public CallContext context() {
        return RootToken.of(transport(), endpoint());
    }

    @Override
    public Duration tokenTtl() {
        return ttl;
    }

    @Override
    public Target fresh() {
        return new EmbeddedAuthTarget(way, tokens, ttl);
    }

    @Override
    public Optional<ServerGauges> gauges() {
        return Optional.of(ServerGauges.of(etcd));
    }

    @Override
    public void close() {
        etcd.close();
    }
}
