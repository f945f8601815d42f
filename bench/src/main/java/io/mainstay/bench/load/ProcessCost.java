package io.mainstay.bench.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process has cost until now: CPU of all its threads, the JIT's and the collector's too, and bytes allocated
 * by Java threads.
 *
 * <p>From JDK 21 on the JDK counts what ended threads allocated. Before, only live threads tell, so what a thread
 * allocated is lost when it ends between two readings; {@link Spent#complete()} tells.
 */
public final class ProcessCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Optional<Method> TOTAL_ALLOCATED = totalAllocated();

    private final long cpuNanos = SYSTEM.getProcessCpuTime();
    private final long started = THREADS.getTotalStartedThreadCount();
    private final Map<Long, Long> allocated = allocatedByThread();
    private final long total = TOTAL_ALLOCATED.isPresent() ? total(TOTAL_ALLOCATED.get()) : 0;

    private ProcessCost() {}

    /**
     * What was spent between two readings.
     *
     * @param cpuNanos CPU of the whole process
     * @param allocatedBytes what its Java threads allocated
     * @param complete whether no thread ended meanwhile that took its count with it
     */
    public record Spent(long cpuNanos, long allocatedBytes, boolean complete) {}

    /** A reading. */
    public static ProcessCost now() {
        return new ProcessCost();
    }

    /** Live threads. */
    public static int threadCount() {
        return THREADS.getThreadCount();
    }

    /** What was spent since an earlier reading. */
    public Spent since(ProcessCost earlier) {
        long cpu = cpuNanos - earlier.cpuNanos;
        if (TOTAL_ALLOCATED.isPresent()) {
            return new Spent(cpu, total - earlier.total, true);
        }
        long bytes = 0;
        long fresh = 0;
        for (Map.Entry<Long, Long> thread : allocated.entrySet()) {
            Long before = earlier.allocated.get(thread.getKey());
            bytes += thread.getValue() - (before == null ? 0 : before);
            fresh += before == null ? 1 : 0;
        }
        boolean allThere = allocated.keySet().containsAll(earlier.allocated.keySet());
        return new Spent(cpu, bytes, allThere && fresh >= started - earlier.started);
    }

    private static Map<Long, Long> allocatedByThread() {
        Map<Long, Long> allocated = new HashMap<>();
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return allocated;
    }

    private static Optional<Method> totalAllocated() {
        try {
            return Optional.of(ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"));
        } catch (NoSuchMethodException before21) {
            return Optional.empty();
        }
    }

    private static long total(Method method) {
        try {
            return (Long) method.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JVM does not tell what it allocated", e);
        }
    }
}
