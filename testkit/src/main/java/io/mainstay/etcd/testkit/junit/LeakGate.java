package io.mainstay.etcd.testkit.junit;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves threads of clients or servers behind: {@code @ExtendWith(LeakGate.class)}.
 *
 * <p>It compares the threads before the class with those after it, and gives what is just ending some seconds to end.
 * The failure shows each thread with its stack. Where JUnit runs classes at the same time it does not look, because it
 * could not tell whose threads they are.
 */
public final class LeakGate implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Namespace NAMESPACE = Namespace.create(LeakGate.class);
    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    private final Duration patience;

    /** For JUnit. */
    public LeakGate() {
        this(PATIENCE);
    }

    /** A gate that gives what is just ending this long. */
    LeakGate(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Threads before = new Threads(ThreadLeaks.alive());
        context.getStore(NAMESPACE).put(context.getUniqueId(), before);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Threads before = context.getStore(NAMESPACE).remove(context.getUniqueId(), Threads.class);
        boolean parallel = context.getConfigurationParameter(PARALLEL)
                .map(Boolean::parseBoolean)
                .orElse(false);
        if (before != null && !parallel) {
            ThreadLeaks.awaitGone(before.alive(), patience);
        }
    }

    /**
     * Waits until a server holds nothing for anybody: no watch, no stream, no lease.
     *
     * @throws AssertionError when it still does after some seconds; the message says what
     */
    public static void awaitQuiet(ServerGauges gauges) {
        new LeakGate().awaitServerQuiet(gauges);
    }

    void awaitServerQuiet(ServerGauges gauges) {
        ServerLeaks.awaitQuiet(gauges, patience);
    }

    private record Threads(Set<Thread> alive) {}
}
