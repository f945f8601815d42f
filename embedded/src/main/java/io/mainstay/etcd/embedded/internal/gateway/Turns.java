package io.mainstay.etcd.embedded.internal.gateway;

import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;

/** Brings what other threads have to say onto the thread of a connection. */
record Turns(EventExecutor loop) {
    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    /** Runs it there; at once when this is that thread. After the close of the door there is nobody left to tell. */
    void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "a call had something to say after the close of its door");
        }
    }
}
