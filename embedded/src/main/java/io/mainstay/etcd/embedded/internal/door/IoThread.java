package io.mainstay.etcd.embedded.internal.door;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a door's sockets are served and its calls begin. It is Netty's kind of thread, because Netty
 * keeps its pools on those.
 *
 * <p>A loop by itself rather than a group of one: a group reports its end on yet another thread, which outlives it.
 */
final class IoThread {
    private final SingleThreadIoEventLoop loop;
    private volatile @Nullable Thread thread;

    IoThread(String name) {
        ThreadFactory threads = new DefaultThreadFactory(name, true);
        loop = new SingleThreadIoEventLoop(
                null,
                (ThreadFactory) task -> {
                    Thread made = threads.newThread(task);
                    thread = made;
                    return made;
                },
                NioIoHandler.newFactory());
    }

    EventLoopGroup group() {
        return loop;
    }

    /** Whether the caller is on it. */
    boolean isCurrent() {
        return loop.inEventLoop();
    }

    /** Ends the thread, and waits for its end unless called on it. */
    void close(Duration atMost) {
        var unused = loop.shutdownGracefully(0, atMost.toMillis(), TimeUnit.MILLISECONDS);
        Thread running = thread;
        if (running == null || loop.inEventLoop()) {
            return;
        }
        try {
            running.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
