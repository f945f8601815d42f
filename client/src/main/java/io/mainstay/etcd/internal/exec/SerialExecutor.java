package io.mainstay.etcd.internal.exec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in order, on the threads that bring them: the owner of state that has one owner.
 *
 * <p>It has no thread of its own and no lock. Whoever brings a task while none is running runs it, and then those that
 * were brought meanwhile; everyone else leaves the task and goes on. Tasks must be short, must not block, and may bring
 * more tasks, which run after them.
 */
public final class SerialExecutor implements Executor {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        do {
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
        } while (pending.decrementAndGet() > 0);
    }
}
