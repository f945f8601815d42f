package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;

/** A real etcd, reached through gRPC. */
final class RealEtcdTarget implements Target {
    private final RealEtcd etcd;
    private final RealEtcdOptions options;
    private final boolean owned;

    private RealEtcdTarget(RealEtcd etcd, RealEtcdOptions options, boolean owned) {
        this.etcd = etcd;
        this.options = options;
        this.owned = owned;
    }

    /** A server of this line of versions; the test is skipped, or fails, where there is none. */
    static RealEtcdTarget start(String line) {
        return start(RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync"));
    }

    private static RealEtcdTarget start(RealEtcdOptions options) {
        return new RealEtcdTarget(RealEtcd.start(options), options, true);
    }

    /** The same server for someone who must not stop it. */
    Target borrowed() {
        return new RealEtcdTarget(etcd, options, false);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(etcd.endpoint());
    }

    @Override
    public TransportProvider transport() {
        return new GrpcTransportProvider();
    }

    @Override
    public Target fresh() {
        return start(options);
    }

    @Override
    public void close() {
        if (owned) {
            etcd.close();
        }
    }
}
