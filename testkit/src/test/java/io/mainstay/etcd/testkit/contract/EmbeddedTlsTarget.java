package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.tls.ClientSslContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.tls.Tls;

/** An embedded etcd, reached over TLS. */
final class EmbeddedTlsTarget extends OnEmbedded {
    private final RealEtcdTls tls;

    EmbeddedTlsTarget(EmbeddedWay way, RealEtcdTls tls) {
        super(way, TlsServers.with(tls).start());
        this.tls = tls;
    }

    @Override
    public ConnectOptions connecting() {
        return ConnectOptions.DEFAULT.withTls(ClientSslContext.of(ofClient(), new Emitter(EventListener.NONE)));
    }

    @Override
    public EtcdClientBuilder client() {
        return super.client().tls(ofClient());
    }

    private Tls ofClient() {
        Tls trusting = Tls.trusting(tls.ca());
        return tls.client()
                .map(own -> trusting.identity(own.certificate(), own.key()))
                .orElse(trusting);
    }

    @Override
    public Target fresh() {
        return new EmbeddedTlsTarget(way(), tls);
    }
}
