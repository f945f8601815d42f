package io.mainstay.etcd.spi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one place where threads are made: named, and daemons, so that no forgotten client keeps a program from ending.
 */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Makes threads called {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
