package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewChange.Cause;
import io.mainstay.etcd.view.ViewListener;
import io.mainstay.etcd.view.ViewStatus;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one listener of a view: steps, in order, and when they have become too many, only the state to get to.
 * At most one run is under way on the user's executor, and no thread waits.
 */
final class ListenerLine implements Runnable {
    private final ViewListener listener;
    private final UserCode userCode;
    private final int changesMost;

    private final Object lock = new Object();
    private final ArrayDeque<ViewChange> steps = new ArrayDeque<>();
    private int waiting;
    private @Nullable TreeSnapshot joined;
    private final ArrayDeque<Runnable> after = new ArrayDeque<>();
    private @Nullable ViewStatus status;
    private boolean ended;
    private boolean toldEnd;
    private @Nullable EtcdException failure;
    private boolean running;
    private boolean left;

    /** What the listener knows. Of the run only. */
    private TreeSnapshot told = TreeSnapshot.NONE;

    private boolean begun;

    ListenerLine(ViewListener listener, UserCode userCode, int changesMost) {
        this.listener = listener;
        this.userCode = userCode;
        this.changesMost = changesMost;
    }

    /** A piece of news, taken from the line. */
    private interface News {
        void tell();
    }

    /** The view was loaded already: the listener begins with all that it holds. */
    void begin(TreeSnapshot all) {
        synchronized (lock) {
            joined = all;
        }
        signal();
    }

    void offer(ViewChange change) {
        synchronized (lock) {
            if (joined == null && waiting + change.changes().size() <= changesMost) {
                steps.add(change);
                waiting += change.changes().size();
            } else if (joined == null && steps.isEmpty()) {
                // One step alone is as long as it is.
                steps.add(change);
                waiting += change.changes().size();
            } else {
                steps.clear();
                waiting = 0;
                joined = (TreeSnapshot) change.snapshot();
            }
        }
        signal();
    }

    /** Runs something of this library once the listener has heard all that waits for it now. */
    void after(Runnable task) {
        synchronized (lock) {
            after.add(task);
        }
        signal();
    }

    void status(ViewStatus now) {
        synchronized (lock) {
            status = now;
        }
        signal();
    }

    void end(@Nullable EtcdException why) {
        synchronized (lock) {
            ended = true;
            failure = why;
        }
        signal();
    }

    /** The listener wants no more. */
    void leave() {
        synchronized (lock) {
            left = true;
            steps.clear();
            joined = null;
            status = null;
        }
    }

    private void signal() {
        synchronized (lock) {
            if (running) {
                return;
            }
            running = true;
        }
        userCode.run(this);
    }

    @Override
    public void run() {
        for (News news = take(); news != null; news = take()) {
            news.tell();
        }
    }

    private @Nullable News take() {
        synchronized (lock) {
            if (left) {
                running = false;
                return null;
            }
            TreeSnapshot target = joined;
            if (target != null) {
                joined = null;
                return () -> tell(new ViewChange(
                        begun ? Cause.JOINED : Cause.INITIAL, Difference.between(told.tree(), target.tree()), target));
            }
            ViewChange step = steps.poll();
            if (step != null) {
                waiting -= step.changes().size();
                return () -> tell(step);
            }
            Runnable task = after.poll();
            if (task != null) {
                return task::run;
            }
            ViewStatus now = status;
            if (now != null) {
                status = null;
                return () -> userCode.guarded("ViewListener.onStatus", () -> listener.onStatus(now));
            }
            if (ended && !toldEnd) {
                toldEnd = true;
                EtcdException why = failure;
                return () -> userCode.guarded("ViewListener.onEnd", () -> listener.onEnd(why));
            }
            running = false;
            return null;
        }
    }

    private void tell(ViewChange change) {
        begun = true;
        told = (TreeSnapshot) change.snapshot();
        userCode.guarded("ViewListener.onChange", () -> listener.onChange(change));
    }
}
