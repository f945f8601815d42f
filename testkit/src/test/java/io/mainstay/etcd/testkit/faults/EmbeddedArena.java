package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
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
import java.util.List;
import java.util.function.UnaryOperator;

/** An embedded etcd of its own behind one proxy. */
final class EmbeddedArena implements Arena {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The largest write, and with half a mebibyte more the largest message of a watch that comes in one piece. */
    static final int MAX_REQUEST_BYTES = 700_000;

    private final EmbeddedEtcd etcd = EmbeddedEtcd.builder()
            .minLeaseTtl(Duration.ofSeconds(1))
            .maxRequestBytes(MAX_REQUEST_BYTES)
            .start();
    private final TcpProxy line = TcpProxy.to(etcd.endpoint());
    private final TransportProvider transport;

    EmbeddedArena() {
        this(transport -> transport);
    }

    /** One whose clients go over a transport that something is done to. */
    EmbeddedArena(UnaryOperator<TransportProvider> seam) {
        this.transport = seam.apply(new GrpcTransportProvider());
    }

    @Override
    public EtcdClientBuilder client(UnaryOperator<TransportProvider> seam) {
        return EtcdClient.builder().endpoints(line.endpoint()).transport(seam.apply(transport));
    }

    @Override
    public EtcdClientBuilder control() {
        return EtcdClient.builder().transport(etcd.transports());
    }

    @Override
    public List<WatchEvent> read(KeyRange range, long from, long upTo) {
        try (Transport clean = etcd.transport()) {
            return StoreReader.read(clean, CallContext.PLAIN, range, from, upTo, PATIENCE);
        }
    }

    @Override
    public void inflict(int target, Harm harm) {
        if (!(harm instanceof Harm.Line bad)) {
            throw new IllegalArgumentException("an embedded etcd has no process to harm: " + harm);
        }
        line.inflict(bad.fault());
    }

    @Override
    public void heal(int target, Harm harm) {
        line.heal();
    }

    @Override
    public void healAll() {
        line.heal();
    }

    @Override
    public void close() {
        line.close();
        etcd.close();
    }
}
