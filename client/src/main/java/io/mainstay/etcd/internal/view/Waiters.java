package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.view.ViewSnapshot;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who wait for a view to come to a revision. Belongs to the view's owner. */
final class Waiters {
    private final List<Waiter> waiting = new ArrayList<>();

    private record Waiter(long revision, CompletableFuture<ViewSnapshot> future) {}

    void add(long revision, CompletableFuture<ViewSnapshot> future) {
        waiting.add(new Waiter(revision, future));
    }

    /** Whether nobody waits; who has given up is forgotten. */
    boolean isEmpty() {
        waiting.removeIf(waiter -> waiter.future().isDone());
        return waiting.isEmpty();
    }

    /** The view has come so far. */
    void serve(ViewSnapshot snapshot) {
        for (Iterator<Waiter> each = waiting.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.revision() <= snapshot.revision()) {
                each.remove();
                waiter.future().complete(snapshot);
            }
        }
    }

    /** The view comes no further. */
    void fail(EtcdException why) {
        List<Waiter> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(waiter -> waiter.future().completeExceptionally(why));
    }
}
