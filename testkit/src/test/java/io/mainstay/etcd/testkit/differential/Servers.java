package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The servers of one comparison and the lines to them; closed together. */
final class Servers implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();

    /** A real etcd of a line of versions; the test is skipped, or fails, where there is none. */
    Line real(String version) {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync");
        RealEtcd etcd = own(RealEtcd.start(options));
        return overGrpc(etcd.toString(), etcd.endpoint());
    }

    /** An embedded etcd, called without a socket. */
    Line inProcess() {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.start());
        return own(new Line("embedded etcd, in-process", etcd.transport()));
    }

    /** An embedded etcd, called over gRPC. */
    Line embeddedOverGrpc() {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.start());
        return overGrpc("embedded etcd, over gRPC", etcd.endpoint());
    }

    private Line overGrpc(String name, String endpoint) {
        return own(new Line(name, new GrpcTransportProvider().connect(Endpoint.parse(endpoint))));
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.add(part);
        return part;
    }

    @Override
    public void close() throws Exception {
        Collections.reverse(parts);
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
