package io.mainstay.etcd.testkit.junit;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Threads of clients, transports and servers, known by their names. */
final class ThreadLeaks {
    private static final Pattern OURS =
            Pattern.compile("(mainstay-|embedded-etcd|grpc-|nioEventLoop|epollEventLoop|multiThreadIoEventLoop).*");

    private ThreadLeaks() {}

    /** Those that are alive now. */
    static Set<Thread> alive() {
        Set<Thread> found = new LinkedHashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (OURS.matcher(thread.getName()).matches()) {
                found.add(thread);
            }
        }
        return found;
    }

    /**
     * Waits until all but those in {@code before} have ended.
     *
     * @throws AssertionError with the stack of each that has not
     */
    static void awaitGone(Set<Thread> before, Duration patience) {
        for (Thread thread : since(before)) {
            try {
                thread.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            if (thread.isAlive()) {
                break;
            }
        }
        // A thread that has ended meanwhile may have started another one.
        Set<Thread> left = since(before);
        if (!left.isEmpty()) {
            throw new AssertionError(describe(left, patience));
        }
    }

    private static Set<Thread> since(Set<Thread> before) {
        Set<Thread> now = alive();
        now.removeAll(before);
        return now;
    }

    private static String describe(Set<Thread> left, Duration patience) {
        StringBuilder text = new StringBuilder("leaked: ")
                .append(left.size())
                .append(left.size() == 1 ? " thread" : " threads")
                .append(" did not end within ")
                .append(patience.toMillis())
                .append(" ms; a client or a server was not closed");
        for (Thread thread : left) {
            text.append("\n  ")
                    .append(thread.getName())
                    .append(" (")
                    .append(thread.getState())
                    .append(')');
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\n      at ").append(frame);
            }
        }
        return text.toString();
    }
}
