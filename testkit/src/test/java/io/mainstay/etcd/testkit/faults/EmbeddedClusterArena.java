package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdCluster;
import io.mainstay.etcd.embedded.EmbeddedEtcdMember;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.history.StoreReader;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Three embedded members of its own, each behind a proxy. */
final class EmbeddedClusterArena implements Arena {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedEtcdCluster cluster = EmbeddedEtcdCluster.builder()
            .store(EmbeddedEtcd.builder()
                    .minLeaseTtl(Duration.ofSeconds(1))
                    .maxRequestBytes(EmbeddedArena.MAX_REQUEST_BYTES))
            .electionTime(Duration.ofMillis(20))
            .start();
    private final List<TcpProxy> lines = new ArrayList<>();

    EmbeddedClusterArena() {
        cluster.endpoints().forEach(endpoint -> lines.add(TcpProxy.to(endpoint)));
    }

    @Override
    public EtcdClientBuilder client(UnaryOperator<TransportProvider> seam) {
        return EtcdClient.builder()
                .endpoints(lines.stream().map(TcpProxy::endpoint).toArray(String[]::new))
                .transport(seam.apply(new GrpcTransportProvider()));
    }

    @Override
    public EtcdClientBuilder control() {
        return EtcdClient.builder()
                .endpoints(cluster.inProcessEndpoints().toArray(String[]::new))
                .transport(cluster.transports());
    }

    @Override
    public List<WatchEvent> read(KeyRange range, long from, long upTo) {
        EmbeddedEtcdMember well = cluster.members().stream()
                .filter(EmbeddedEtcdMember::isWell)
                .findFirst()
                .orElseThrow();
        try (Transport clean = well.transport()) {
            return StoreReader.read(clean, CallContext.PLAIN, range, from, upTo, PATIENCE);
        }
    }

    @Override
    public void inflict(int target, Harm harm) {
        if (harm instanceof Harm.Line bad) {
            lines.get(target).inflict(bad.fault());
        } else {
            EmbeddedEtcdMember member = cluster.member(target);
            switch ((Harm.Member) harm) {
                case KILL, STOP -> member.stop();
                case PAUSE -> member.pause();
                case WIPE -> throw new IllegalArgumentException("members share a store, which is not wiped");
            }
        }
    }

    @Override
    public void heal(int target, Harm harm) {
        if (harm instanceof Harm.Line) {
            lines.get(target).heal();
        } else {
            cluster.member(target).start();
        }
    }

    @Override
    public void healAll() {
        lines.forEach(TcpProxy::heal);
        cluster.members().forEach(EmbeddedEtcdMember::start);
    }

    @Override
    public void close() {
        lines.forEach(TcpProxy::close);
        cluster.close();
    }
}
