package io.mainstay.etcd.testkit.differential;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.Requirement;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The servers of one comparison and the lines to them; closed together. */
final class Servers implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();

    /** A real etcd of a line of versions; the test is skipped, or fails, where there is none. */
    Line real(String version) {
        RealEtcd etcd = startReal(version);
        return overGrpc(etcd.toString(), etcd.endpoint());
    }

    /** The same, reached by a channel that takes any message. */
    ManagedChannel realChannel(String version) {
        return channel(startReal(version).endpoint());
    }

    /** An embedded etcd, reached by a channel that takes any message. */
    ManagedChannel embeddedChannel() {
        return channel(own(EmbeddedEtcd.start()).endpoint());
    }

    /** The same, behaving as one of a line of versions. */
    ManagedChannel embeddedChannel(String version) {
        return channel(own(EmbeddedEtcd.builder().compat(version).start()).endpoint());
    }

    /** A real etcd whose queues are contended for. */
    Contestant realContestant(String version) {
        Port port = realPort(version);
        return own(contestant(overGrpc(port), () -> Metrics.watches(port.endpoint())));
    }

    /** An embedded etcd whose queues are contended for, called without a socket. */
    Contestant contestantInProcess(String version) {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.builder().compat(version).start());
        return own(contestant(own(new Line("embedded etcd, in-process", etcd.transport())), etcd::watcherCount));
    }

    /** The same, called over gRPC. */
    Contestant contestantOverGrpc(String version) {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.builder().compat(version).start());
        return own(contestant(overGrpc("embedded etcd, over gRPC", etcd.endpoint()), etcd::watcherCount));
    }

    /** The same, called over gRPC, with its data on disk, for which its writes wait. */
    Contestant contestantOnDisk(String version, Path directory) {
        EmbeddedEtcd etcd =
                own(EmbeddedEtcd.builder().compat(version).dataDir(directory).start());
        return own(contestant(overGrpc("embedded etcd on disk, over gRPC", etcd.endpoint()), etcd::watcherCount));
    }

    private static Contestant contestant(Line line, IntSupplier watches) {
        return new Contestant(line.name(), new LineCaller(line), watches);
    }

    /** A server whose queues are contended for through its gateway. */
    Contestant contestantAtGateway(Port port) {
        return own(new Contestant(
                port.name() + ", its gateway", new GatewayCaller(port), () -> Metrics.watches(port.endpoint())));
    }

    private RealEtcd startReal(String version) {
        RealEtcdOptions options =
                RealEtcdOptions.of(Requirement.realEtcd(version)).withFlags("--unsafe-no-fsync");
        return own(RealEtcd.start(options));
    }

    private ManagedChannel channel(String endpoint) {
        URI address = URI.create(endpoint);
        ManagedChannel channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .build();
        parts.add(() -> {
            channel.shutdownNow();
            channel.awaitTermination(10, TimeUnit.SECONDS);
        });
        return channel;
    }

    /** The same with more flags. */
    Line realWithFlags(String version, String... flags) {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(version))
                .withFlags(Stream.concat(Stream.of("--unsafe-no-fsync"), Stream.of(flags))
                        .toArray(String[]::new));
        RealEtcd etcd = own(RealEtcd.start(options));
        return overGrpc(etcd.toString(), etcd.endpoint());
    }

    /** An embedded etcd, called without a socket. */
    Line inProcess() {
        return inProcess(UnaryOperator.identity());
    }

    /** The same with options. */
    Line inProcess(UnaryOperator<EmbeddedEtcdBuilder> options) {
        EmbeddedEtcd etcd = own(options.apply(EmbeddedEtcd.builder()).start());
        return own(new Line("embedded etcd, in-process", etcd.transport()));
    }

    /** An embedded etcd, called over gRPC. */
    Line embeddedOverGrpc() {
        return embeddedOverGrpc(UnaryOperator.identity());
    }

    /** The same with options. */
    Line embeddedOverGrpc(UnaryOperator<EmbeddedEtcdBuilder> options) {
        EmbeddedEtcd etcd = own(options.apply(EmbeddedEtcd.builder()).start());
        return overGrpc("embedded etcd, over gRPC", etcd.endpoint());
    }

    /** An embedded etcd that behaves as one of a line of versions, called over gRPC. */
    Line embeddedOverGrpc(String version) {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.builder().compat(version).start());
        return overGrpc("embedded etcd as " + version, etcd.endpoint());
    }

    /** Where a real etcd of a line of versions is reached. */
    Port realPort(String version) {
        RealEtcd etcd = startReal(version);
        return new Port(etcd.toString(), etcd.endpoint());
    }

    /** Where an embedded etcd that behaves as one of a line of versions is reached. */
    Port embeddedPort(String version) {
        EmbeddedEtcd etcd = own(EmbeddedEtcd.builder().compat(version).start());
        return new Port("embedded etcd as " + version, etcd.endpoint());
    }

    /** A line over gRPC. */
    Line overGrpc(Port port) {
        return overGrpc(port.name(), port.endpoint());
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
