package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;

/** A real etcd, reached through gRPC or through its gateway. */
final class RealEtcdTarget implements Target {
    private final RealEtcd etcd;
    private final RealEtcdOptions options;
    private final TransportProvider transport;
    private final boolean owned;

    private RealEtcdTarget(RealEtcd etcd, RealEtcdOptions options, TransportProvider transport, boolean owned) {
        this.etcd = etcd;
        this.options = options;
        this.transport = transport;
        this.owned = owned;
    }

    /** A server of this line of versions; the test is skipped, or fails, where there is none. */
    static RealEtcdTarget start(String line, TransportProvider transport) {
        return start(RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync"), transport);
    }

    private static RealEtcdTarget start(RealEtcdOptions options, TransportProvider transport) {
        return new RealEtcdTarget(RealEtcd.start(options), options, transport, true);
    }

    /** The same server for someone who must not stop it. */
    Target borrowed() {
        return new RealEtcdTarget(etcd, options, transport, false);
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
    public Target fresh() {
        return start(options, transport);
    }

    @Override
    public void close() {
        if (owned) {
            etcd.close();
        }
    }
}
