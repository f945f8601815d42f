package io.mainstay.etcd.embedded.internal.watch;

import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of history for a watch that catches up: whole revisions only, at most 1000 that hold something for it.
 *
 * @param changes the changes, the oldest first
 * @param next the first revision that was not looked at
 */
record Backlog(List<Change> changes, long next) {
    private static final int MAX_REVISIONS = 1000;
    private static final int WINDOW = 1000;

    /** Reads from a revision on, but only so much of history at a time that a reader with few events stays short. */
    static Backlog read(Snapshot history, KeyRange range, long from) {
        List<Change> found = new ArrayList<>();
        int revisions = 0;
        long last = 0;
        long start = from;
        while (start <= history.revision()) {
            long end = Math.min(start + WINDOW - 1, history.revision());
            for (Change change : history.changes(range, start, end)) {
                if (change.revision() != last) {
                    if (revisions == MAX_REVISIONS) {
                        return new Backlog(found, change.revision());
                    }
                    revisions++;
                    last = change.revision();
                }
                found.add(change);
            }
            start = end + 1;
        }
        return new Backlog(found, start);
    }
}
