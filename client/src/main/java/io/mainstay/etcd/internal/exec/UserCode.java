package io.mainstay.etcd.internal.exec;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The door through which code of the user is run: on the user's executor, and with its exceptions reported. */
public final class UserCode {
    private final Executor executor;
    private final Emitter emitter;

    /** A door to an executor. */
    public UserCode(Executor executor, Emitter emitter) {
        this.executor = executor;
        this.emitter = emitter;
    }

    /** Runs a task; here and now if the executor takes none any more, because an outcome must not be lost. */
    public void run(Runnable task) {
        if (!tryRun(task)) {
            task.run();
        }
    }

    /** Runs a task on the executor; false if that takes none any more. */
    public boolean tryRun(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        } catch (RuntimeException | Error broken) {
            emitter.callbackFailed("Executor.execute", broken);
            return false;
        }
    }

    /**
     * Calls a callback and reports what it throws: anything, for other languages of the JVM need not declare it, and
     * because what calls the callback must go on.
     *
     * @return whether it returned normally
     */
    public boolean guarded(String where, Runnable callback) {
        try {
            callback.run();
            return true;
        } catch (Throwable e) {
            emitter.callbackFailed(where, e);
            return false;
        }
    }
}
