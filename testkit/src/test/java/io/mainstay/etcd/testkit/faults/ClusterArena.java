package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.auth.AuthenticateRequest;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.grpc.GrpcTransportProvider;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.CallContext;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.ResponseHandler;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdCluster;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.history.StoreReader;
import io.mainstay.etcd.testkit.proxy.TcpProxy;
import io.mainstay.etcd.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Three real members, each behind a proxy, which serve one run after the other; with users and tokens or without. */
final class ClusterArena implements Arena {
    private static final Duration READ = Duration.ofSeconds(15);
    private static final Secret PASSWORD = Secret.of("root");

    private final RealEtcdCluster cluster;
    private final boolean auth;
    private final TransportProvider transport = new GrpcTransportProvider();
    private final List<TcpProxy> lines = new ArrayList<>();
    private final Map<Integer, Harm.Member> harmed = new HashMap<>();

    /** An arena on a cluster, which stays its maker's. */
    ClusterArena(RealEtcdCluster cluster, boolean auth) {
        this.cluster = cluster;
        this.auth = auth;
        cluster.endpoints().forEach(endpoint -> lines.add(TcpProxy.to(endpoint)));
    }

    /** Makes everyone who comes from now on say who he is. */
    static void switchAuthOn(RealEtcdCluster cluster) {
        try (EtcdClient client = EtcdClient.connect(cluster.endpoints().toArray(String[]::new))) {
            client.auth().userAdd("root", PASSWORD);
            client.auth().userGrantRole("root", "root");
            client.auth().enable();
        }
    }

    @Override
    public EtcdClientBuilder client(UnaryOperator<TransportProvider> seam) {
        return to(seam.apply(transport), lines.stream().map(TcpProxy::endpoint).toArray(String[]::new));
    }

    @Override
    public EtcdClientBuilder control() {
        return to(transport, cluster.endpoints().toArray(String[]::new));
    }

    private EtcdClientBuilder to(TransportProvider over, String... endpoints) {
        EtcdClientBuilder builder = EtcdClient.builder().endpoints(endpoints).transport(over);
        return auth ? builder.user("root", PASSWORD) : builder;
    }

    /** Asks one member after the other, those that are well first. */
    @Override
    public List<WatchEvent> read(KeyRange range, long from, long upTo) {
        IllegalStateException failure = new IllegalStateException("no member is well");
        for (RealEtcd member : wellMembers()) {
            try (Transport clean = transport.connect(Endpoint.parse(member.endpoint()))) {
                return StoreReader.read(clean, context(clean), range, from, upTo, READ);
            } catch (IllegalStateException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private List<RealEtcd> wellMembers() {
        List<RealEtcd> well = new ArrayList<>();
        for (int i = 0; i < cluster.members().size(); i++) {
            if (!harmed.containsKey(i)) {
                well.add(cluster.member(i));
            }
        }
        return well;
    }

    private CallContext context(Transport clean) {
        if (!auth) {
            return CallContext.PLAIN;
        }
        CompletableFuture<Secret> token = new CompletableFuture<>();
        AuthenticateRequest request = new AuthenticateRequest("root", PASSWORD);
        clean.call(Rpcs.AUTHENTICATE, request, CallContext.PLAIN, new ResponseHandler<AuthenticateResult>() {
            @Override
            public void onResponse(AuthenticateResult answer) {
                token.complete(answer.token());
            }

            @Override
            public void onFailure(TransportFailure failure) {
                token.completeExceptionally(new IllegalStateException(failure.toString()));
            }
        });
        return CallContext.PLAIN.withToken(
                token.orTimeout(READ.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Override
    public void inflict(int target, Harm harm) {
        if (harm instanceof Harm.Line bad) {
            lines.get(target).inflict(bad.fault());
        } else if (harm instanceof Harm.Member suffering) {
            harmed.put(target, suffering);
            switch (suffering) {
                case KILL -> cluster.member(target).kill();
                case STOP -> cluster.member(target).stop();
                case PAUSE -> cluster.member(target).pause();
                case WIPE -> cluster.wipe(target);
            }
        }
    }

    @Override
    public void heal(int target, Harm harm) {
        if (harm instanceof Harm.Line) {
            lines.get(target).heal();
        } else if (harmed.get(target) == harm) {
            heal(target);
        }
    }

    private void heal(int target) {
        Harm.Member suffering = harmed.remove(target);
        if (suffering != null) {
            switch (suffering) {
                case KILL, STOP -> cluster.member(target).restart();
                case PAUSE -> cluster.member(target).resume();
                case WIPE -> cluster.rejoin(target);
            }
        }
    }

    @Override
    public void healAll() {
        lines.forEach(TcpProxy::heal);
        List.copyOf(harmed.keySet()).forEach(this::heal);
    }

    @Override
    public void close() {
        healAll();
        lines.forEach(TcpProxy::close);
    }
}
