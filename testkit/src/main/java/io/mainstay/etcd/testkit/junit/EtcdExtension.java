package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.embedded.Levers;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An etcd and a client for the tests of one class, started before the first and closed after the last, or for each
 * test, as {@link Isolation} says.
 *
 * <p>Register it by {@link EtcdTest}, or to set options by
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EtcdExtension ETCD = EtcdExtension.create().withServer(o -> o.maxTxnOps(16));
 * }</pre>
 *
 * <p>Parameters of tests, constructors and lifecycle methods may be of the types {@link EtcdClient}, {@link
 * EtcdAddress}, {@link EmbeddedEtcd} and {@link Levers}. Nested classes share what the class around them has.
 *
 * <p>The etcd is an embedded one, until the property {@code mainstay.test.etcd} (of the system or of JUnit) chooses
 * another for the same tests: {@code real} or a version like {@code 3.6} starts a real one, where {@code
 * tools/get-etcd} or the machine has it; an address like {@code http://127.0.0.1:2379} takes one that runs, where
 * every class, or test, works in a namespace that is emptied after it. Tests that pull at the embedded one, having a
 * parameter of type {@link EmbeddedEtcd} or {@link Levers}, are skipped then, and the options of the server are
 * without meaning. Both ways need a transport like {@code mainstay-grpc} among the dependencies.
 *
 * <p>After the class nothing may be left, see {@link LeakGate}: once the client is closed an embedded server must
 * have no watch, stream or lease any more, and once the server is closed no thread of either may live. Immutable; each
 * {@code with} returns a changed copy.
 */
public final class EtcdExtension
        implements ExecutionCondition,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EtcdExtension.class);
    private static final Set<Class<?>> TYPES =
            Set.of(EtcdClient.class, EtcdAddress.class, EmbeddedEtcd.class, Levers.class);

    private static final Set<Class<?>> EMBEDDED_ONLY = Set.of(EmbeddedEtcd.class, Levers.class);

    private final UnaryOperator<EmbeddedEtcdBuilder> server;
    private final UnaryOperator<EtcdClientBuilder> client;
    private final @Nullable Isolation isolation;
    private final @Nullable LeakGate gate;

    /** For JUnit. */
    public EtcdExtension() {
        this(UnaryOperator.identity(), UnaryOperator.identity(), null, new LeakGate());
    }

    private EtcdExtension(
            UnaryOperator<EmbeddedEtcdBuilder> server,
            UnaryOperator<EtcdClientBuilder> client,
            @Nullable Isolation isolation,
            @Nullable LeakGate gate) {
        this.server = server;
        this.client = client;
        this.isolation = isolation;
        this.gate = gate;
    }

    /** An extension with nothing set, for a static field with {@code @RegisterExtension}. */
    public static EtcdExtension create() {
        return new EtcdExtension();
    }

    /** Sets options of the embedded server. */
    public EtcdExtension withServer(UnaryOperator<EmbeddedEtcdBuilder> options) {
        return new EtcdExtension(before -> options.apply(server.apply(before)), client, isolation, gate);
    }

    /** Sets options of the client; where it leads is set already. */
    public EtcdExtension withClient(UnaryOperator<EtcdClientBuilder> options) {
        return new EtcdExtension(server, before -> options.apply(client.apply(before)), isolation, gate);
    }

    /** Sets how far tests are kept apart. Default: what {@link EtcdTest} says, or else {@link Isolation#CLASS}. */
    public EtcdExtension withIsolation(Isolation degree) {
        return new EtcdExtension(server, client, degree, gate);
    }

    /** Does not fail the class for what is left behind. */
    public EtcdExtension withoutLeakGate() {
        return new EtcdExtension(server, client, isolation, null);
    }

    EtcdExtension withLeakGate(LeakGate other) {
        return new EtcdExtension(server, client, isolation, other);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean pulls = context.getTestMethod().stream()
                .flatMap(test -> Stream.of(test.getParameterTypes()))
                .anyMatch(EMBEDDED_ONLY::contains);
        return pulls && !(choice(context) instanceof ServerChoice.Embedded)
                ? ConditionEvaluationResult.disabled(
                        "it pulls at the embedded etcd, and " + ServerChoice.PROPERTY + " chooses another")
                : ConditionEvaluationResult.enabled("the etcd that was chosen will do");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        if (store.get(Outermost.class) != null) {
            return;
        }
        store.put(Outermost.class, new Outermost(context.getUniqueId(), degree(context)));
        if (gate != null) {
            gate.beforeAll(context);
        }
        if (degree(context) != Isolation.SERVER) {
            store.put(Stand.class, open(context));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Outermost outermost = outermost(store);
        if (outermost.isolation() == Isolation.SERVER) {
            store.put(Stand.class, open(context));
        } else if (outermost.isolation() == Isolation.NAMESPACE) {
            store.put(Stand.class, stand(store).inNamespace(client, namespace(context)));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Outermost outermost = outermost(context.getStore(NAMESPACE));
        if (!outermost.id().equals(context.getUniqueId())) {
            return;
        }
        close(context);
        if (gate != null) {
            gate.afterAll(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stand(context.getStore(NAMESPACE))
                .parameter(parameter.getParameter().getType());
    }

    private Stand open(ExtensionContext context) {
        return Stand.alone(TestServer.start(choice(context), server), client, namespace(context));
    }

    private static ServerChoice choice(ExtensionContext context) {
        return ServerChoice.of(
                context.getConfigurationParameter(ServerChoice.PROPERTY).orElse(""));
    }

    /** Closes the stand of this test or class itself, not one of the class around it. */
    private void close(ExtensionContext context) {
        Stand stand = context.getStore(NAMESPACE).remove(Stand.class, Stand.class);
        if (stand != null) {
            stand.close(gate);
        }
    }

    private Isolation degree(ExtensionContext context) {
        EtcdTest annotation = context.getRequiredTestClass().getAnnotation(EtcdTest.class);
        if (isolation != null) {
            return isolation;
        }
        return annotation == null ? Isolation.CLASS : annotation.value();
    }

    /** A prefix that says whose it is and that no other run has. */
    private static String namespace(ExtensionContext context) {
        String test =
                context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        return context.getRequiredTestClass().getSimpleName() + test + "/" + UUID.randomUUID() + "/";
    }

    private static Outermost outermost(Store store) {
        Outermost outermost = store.get(Outermost.class, Outermost.class);
        if (outermost == null) {
            throw new ExtensionConfigurationException(
                    "no etcd was started for this class; is the field with @RegisterExtension static?");
        }
        return outermost;
    }

    private static Stand stand(Store store) {
        Stand stand = store.get(Stand.class, Stand.class);
        if (stand == null) {
            outermost(store);
            throw new ExtensionConfigurationException(
                    "with Isolation.SERVER there is no etcd but inside a test: ask for"
                            + " it in the test itself or in a method with @BeforeEach");
        }
        return stand;
    }

    /** The class that all began with, and how far its tests are kept apart. */
    private record Outermost(String id, Isolation isolation) {}
}
