package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An embedded etcd and a client for the tests of one class: started before the first, closed after the last.
 *
 * <p>Register it by {@link EtcdTest}, or to set options by
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EtcdExtension ETCD = EtcdExtension.create().withServer(o -> o.maxTxnOps(16));
 * }</pre>
 *
 * <p>Parameters of type {@link EmbeddedEtcd} and {@link EtcdClient}, of tests, constructors and lifecycle methods, are
 * filled with the two. Nested classes share those of the class around them; keys stay from test to test.
 *
 * <p>After the class nothing may be left, see {@link LeakGate}: once the client is closed the server must have no
 * watch, stream or lease any more, and once the server is closed no thread of either may live. Immutable; each
 * {@code with} returns a changed copy.
 */
public final class EtcdExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EtcdExtension.class);

    private final UnaryOperator<EmbeddedEtcd.Builder> server;
    private final UnaryOperator<EtcdClientBuilder> client;
    private final @Nullable LeakGate gate;

    /** For JUnit. */
    public EtcdExtension() {
        this(UnaryOperator.identity(), UnaryOperator.identity(), new LeakGate());
    }

    private EtcdExtension(
            UnaryOperator<EmbeddedEtcd.Builder> server,
            UnaryOperator<EtcdClientBuilder> client,
            @Nullable LeakGate gate) {
        this.server = server;
        this.client = client;
        this.gate = gate;
    }

    /** An extension with nothing set, for a static field with {@code @RegisterExtension}. */
    public static EtcdExtension create() {
        return new EtcdExtension();
    }

    /** Sets options of the server. */
    public EtcdExtension withServer(UnaryOperator<EmbeddedEtcd.Builder> options) {
        return new EtcdExtension(before -> options.apply(server.apply(before)), client, gate);
    }

    /** Sets options of the client; where it leads is set already. */
    public EtcdExtension withClient(UnaryOperator<EtcdClientBuilder> options) {
        return new EtcdExtension(server, before -> options.apply(client.apply(before)), gate);
    }

    /** Does not fail the class for what is left behind. */
    public EtcdExtension withoutLeakGate() {
        return new EtcdExtension(server, client, null);
    }

    EtcdExtension withLeakGate(LeakGate other) {
        return new EtcdExtension(server, client, other);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (pair(context) != null) {
            return;
        }
        if (gate != null) {
            gate.beforeAll(context);
        }
        EmbeddedEtcd etcd = server.apply(EmbeddedEtcd.builder()).start();
        EtcdClient connected = client.apply(
                        EtcdClient.builder().endpoints("embedded://test").transport(etcd.transports()))
                .build();
        context.getStore(NAMESPACE).put(Pair.class, new Pair(context.getUniqueId(), etcd, connected));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Pair pair = pair(context);
        if (pair == null || !pair.owner().equals(context.getUniqueId())) {
            return;
        }
        try (EmbeddedEtcd closedLast = pair.etcd()) {
            pair.client().close();
            if (gate != null) {
                gate.awaitServerQuiet(ServerGauges.of(closedLast));
            }
        }
        if (gate != null) {
            gate.afterAll(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedEtcd.class || type == EtcdClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Pair pair = pair(context);
        if (pair == null) {
            throw new ExtensionConfigurationException(
                    "no etcd was started for this class; is the field with @RegisterExtension static?");
        }
        return parameter.getParameter().getType() == EmbeddedEtcd.class ? pair.etcd() : pair.client();
    }

    private static @Nullable Pair pair(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Pair.class, Pair.class);
    }

    private record Pair(String owner, EmbeddedEtcd etcd, EtcdClient client) {}
}
