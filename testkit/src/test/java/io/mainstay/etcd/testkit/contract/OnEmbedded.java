package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;

/** What all targets have in common that are one embedded etcd, which they end with themselves. */
abstract class OnEmbedded implements Target {
    private final EmbeddedWay way;
    private final EmbeddedEtcd etcd;

    OnEmbedded(EmbeddedWay way, EmbeddedEtcd etcd) {
        this.way = way;
        this.etcd = etcd;
    }

    final EmbeddedWay way() {
        return way;
    }

    @Override
    public final Endpoint endpoint() {
        return way.endpoint(etcd);
    }

    @Override
    public final TransportProvider transport() {
        return way.transport(etcd);
    }

    @Override
    public final boolean tellsProgressWhenAsked() {
        return way != EmbeddedWay.GATEWAY;
    }

    @Override
    public final Optional<ServerGauges> gauges() {
        return Optional.of(ServerGauges.of(etcd));
    }

    @Override
    public final void close() {
        etcd.close();
    }
}
