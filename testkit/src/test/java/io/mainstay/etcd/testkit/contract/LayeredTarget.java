package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.crypto.Encryption;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.junit.ServerGauges;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A target whose clients all have something between them and their wire. */
record LayeredTarget(Target beneath, boolean ordersValues, UnaryOperator<EtcdClientBuilder> layers) implements Target {
    static LayeredTarget inNamespace(Target beneath, Bytes namespace) {
        return new LayeredTarget(beneath, true, builder -> builder.namespace(namespace));
    }

    /** The server sees no values, so it cannot order them. */
    static LayeredTarget encrypted(Target beneath, Encryption encryption) {
        return new LayeredTarget(beneath, false, builder -> builder.encryption(encryption));
    }

    @Override
    public Endpoint endpoint() {
        return beneath.endpoint();
    }

    @Override
    public TransportProvider transport() {
        return beneath.transport();
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return beneath.tellsProgressWhenAsked();
    }

    @Override
    public Target fresh() {
        return new LayeredTarget(beneath.fresh(), ordersValues, layers);
    }

    @Override
    public Optional<ServerGauges> gauges() {
        return beneath.gauges();
    }

    @Override
    public EtcdClientBuilder client() {
        return layers.apply(beneath.client());
    }

    @Override
    public EtcdClientBuilder bareClient() {
        return beneath.bareClient();
    }

    @Override
    public void close() {
        beneath.close();
    }
}
