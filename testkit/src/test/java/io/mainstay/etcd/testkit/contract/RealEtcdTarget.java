package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.gateway.GatewayTransportProvider;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.internal.tls.ClientSslContext;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.Requirement;
import io.mainstay.etcd.tls.Tls;
import java.util.function.UnaryOperator;

/** A real etcd, reached through gRPC or through its gateway. */
final class RealEtcdTarget implements Target {
    private final RealEtcd etcd;
    private final RealEtcdOptions options;
    private final Way way;
    private final boolean owned;

    private RealEtcdTarget(RealEtcd etcd, RealEtcdOptions options, Way way, boolean owned) {
        this.etcd = etcd;
        this.options = options;
        this.way = way;
        this.owned = owned;
    }

    /**
     * How clients reach the server.
     *
     * @param transport over what
     * @param client what else they need
     * @param connecting what the transport needs without a client
     */
    private record Way(
            TransportProvider transport, UnaryOperator<EtcdClientBuilder> client, ConnectOptions connecting) {}

    /** A server of this line of versions; the test is skipped, or fails, where there is none. */
    static RealEtcdTarget start(String line, TransportProvider transport) {
        return start(options(line), new Way(transport, UnaryOperator.identity(), ConnectOptions.DEFAULT));
    }

    /** A server of this line of versions with TLS, for clients with TLS of their own. */
    static RealEtcdTarget start(String line, TransportProvider transport, RealEtcdTls server, Tls client) {
        ConnectOptions connecting =
                ConnectOptions.DEFAULT.withTls(ClientSslContext.of(client, new Emitter(EventListener.NONE)));
        return start(options(line).withTls(server), new Way(transport, builder -> builder.tls(client), connecting));
    }

    private static RealEtcdOptions options(String line) {
        return RealEtcdOptions.of(Requirement.realEtcd(line)).withFlags("--unsafe-no-fsync");
    }

    private static RealEtcdTarget start(RealEtcdOptions options, Way way) {
        return new RealEtcdTarget(RealEtcd.start(options), options, way, true);
    }

    /** The same server for someone who must not stop it. */
    Target borrowed() {
        return new RealEtcdTarget(etcd, options, way, false);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.parse(etcd.endpoint());
    }

    @Override
    public TransportProvider transport() {
        return way.transport();
    }

    @Override
    public boolean tellsProgressWhenAsked() {
        return !(way.transport() instanceof GatewayTransportProvider);
    }

    @Override
    public EtcdClientBuilder client() {
        return way.client().apply(Target.super.client());
    }

    @Override
    public ConnectOptions connecting() {
        return way.connecting();
    }

    @Override
    public Target fresh() {
        return start(options, way);
    }

    @Override
    public void close() {
        if (owned) {
            etcd.close();
        }
    }
}
