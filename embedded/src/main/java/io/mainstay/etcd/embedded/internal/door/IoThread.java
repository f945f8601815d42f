package io.mainstay.etcd.embedded.internal.door;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
    private @Nullable CountDownLatch frozen;

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

    /** Lets it do nothing until it is thawed, from what it does now on; it does nothing any more when this returns. */
    synchronized void freeze() {
        if (frozen == null) {
            CountDownLatch reached = new CountDownLatch(1);
            CountDownLatch thaw = new CountDownLatch(1);
            frozen = thaw;
            loop.execute(() -> {
                reached.countDown();
                await(thaw);
            });
            if (!loop.inEventLoop()) {
                await(reached);
            }
        }
    }

    /** Lets it go on. */
    synchronized void thaw() {
        if (frozen != null) {
            frozen.countDown();
            frozen = null;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
