package io.mainstay.etcd.internal.exec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in order, on the threads that bring them: the owner of state that has one owner.
 *
 * <p>It has no thread of its own and no lock. Whoever brings a task while none is running runs it, and then those that
 * were brought meanwhile; everyone else leaves the task and goes on. Tasks must be short, must not block, and may bring
 * more tasks, which run after them.
 *
 * <p>Where others bring tasks without end, who came first would carry them without end. An owner with a relief lets
 * nobody carry more than {@link #MOST_CARRIED} in a row: then a thread is made that carries on until nothing is left.
 */
public final class SerialExecutor implements Executor {
    /** So many tasks in a row are one thread's share, where there is a relief. */
    static final int MOST_CARRIED = 1024;

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final @Nullable ThreadFactory relief;

    /** An owner whose tasks come to an end by themselves. */
    public SerialExecutor() {
        this.relief = null;
    }

    /** An owner whose tasks may come without end; threads of the factory then relieve who came first. */
    public SerialExecutor(ThreadFactory relief) {
        this.relief = relief;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            drain(relief);
        }
    }

    private void drain(@Nullable ThreadFactory handOverTo) {
        int carried = 0;
        do {
            if (handOverTo != null && carried == MOST_CARRIED) {
                handOverTo.newThread(() -> drain(null)).start();
                return;
            }
            carried++;
            runNext();
        } while (pending.decrementAndGet() > 0);
    }

    private void runNext() {
        Runnable task = tasks.poll();
        try {
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException | Error e) {
            // A task that throws is a bug here; the tasks after it must run all the same.
            System.getLogger(SerialExecutor.class.getName())
                    .log(System.Logger.Level.ERROR, "a serial task failed; please report this", e);
        }
    }
}
