package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.nio.file.Path;
import java.time.Duration;

/** A real etcd with authentication on and tokens that live for seconds; its clients are root. */
final class RealAuthTarget implements RestartableTarget {
    private final RealEtcd etcd;
    private final RealEtcdOptions options;
    private final TransportProvider transport;
    private final Duration ttl;
    private final boolean owned;

    private RealAuthTarget(
            RealEtcd etcd, RealEtcdOptions options, TransportProvider transport, Duration ttl, boolean owned) {
        this.etcd = etcd;
        this.options = options;
        this.transport = transport;
        this.ttl = ttl;
        this.owned = owned;
    }

    /**
     * A server of this line of versions; the test is skipped, or fails, where there is none.
     *
     * @param folder where the keys of its tokens go
     */
    static RealAuthTarget start(String line, TransportProvider transport, TokenKind tokens, Path folder, Duration ttl) {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags(tokens.flags(folder, ttl));
        return start(options, transport, ttl);
    }

    private static RealAuthTarget start(RealEtcdOptions options, TransportProvider transport, Duration ttl) {
        RealEtcd etcd = RealEtcd.start(options);
        RealAuthTarget target = new RealAuthTarget(etcd, options, transport, ttl, true);
        try (EtcdClient client = target.client().build()) {
            client.auth().userAdd("root", ROOT_PASSWORD);
            client.auth().userGrantRole("root", "root");
            client.auth().enable();
        } catch (RuntimeException e) {
            etcd.close();
            throw e;
        }
        return target;
    }

    /** The same server for someone who must not stop it. */
    RealAuthTarget borrowed() {
        return new RealAuthTarget(etcd, options, transport, ttl, false);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(etcd.endpoint());
    }

    @Override
    public TransportProvider transport() {
        return transport;
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return !(transport instanceof GatewayTransportProvider);
    }

    @Override
    public EtcdClientBuilder client() {
        return RestartableTarget.super.client().user("root", ROOT_PASSWORD);
    }

    @Override
    public CallContext context() {
        return RootToken.of(transport, endpoint());
    }

    @Override
    public Duration tokenTtl() {
        return ttl;
    }

    @Override
    public void restart() {
        etcd.restart();
    }

    @Override
    public Target fresh() {
        return start(options, transport, ttl);
    }

    @Override
    public void close() {
        if (owned) {
            etcd.close();
        }
    }
}
