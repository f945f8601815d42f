package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.spi.CallContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An embedded etcd with authentication on and tokens that live for seconds; its clients are root. */
final class EmbeddedAuthTarget extends OnEmbedded implements AuthTarget {
    private final Duration ttl;
    private final UnaryOperator<EmbeddedEtcdBuilder> tokens;

    /**
     * A new server.
     *
     * @param tokens adds the options about tokens
     * @param ttl how long tokens live by these options
     */
    EmbeddedAuthTarget(EmbeddedWay way, UnaryOperator<EmbeddedEtcdBuilder> tokens, Duration ttl) {
        super(way, tokens.apply(EmbeddedEtcd.builder().bcryptCost(4)).start());
        this.ttl = ttl;
        this.tokens = tokens;
        try (EtcdClient client = super.client().build()) {
            client.auth().userAdd("root", ROOT_PASSWORD);
            client.auth().userGrantRole("root", "root");
            client.auth().enable();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** One with simple tokens. */
    static EmbeddedAuthTarget simple(EmbeddedWay way, Duration ttl) {
        return new EmbeddedAuthTarget(way, builder -> builder.authTokenTtl(ttl), ttl);
    }

    /** One with tokens of a kind; what they need goes to the folder. */
    static EmbeddedAuthTarget of(TokenKind kind, EmbeddedWay way, Path folder) {
        Duration ttl = kind.leastTtl();
        String flag = kind.flags(folder, ttl)[0].substring("--auth-token=".length());
        return new EmbeddedAuthTarget(way, builder -> builder.authToken(flag).authTokenTtl(ttl), ttl);
    }

    @Override
    public EtcdClientBuilder client() {
        return super.client().user("root", ROOT_PASSWORD);
    }

    @Override
    public CallContext context() {
        return RootToken.of(transport(), endpoint());
    }

    @Override
    public Duration tokenTtl() {
        return ttl;
    }

    @Override
    public Target fresh() {
        return new EmbeddedAuthTarget(way(), tokens, ttl);
    }
}
