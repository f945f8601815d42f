package io.mainstay.etcd.embedded.internal.mvcc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes from the newest to the oldest: those of one key, or all of the store. Immutable; a longer history shares
 * all of the shorter one.
 *
 * <p>Each link also knows one further back, chosen so that any revision is found in a logarithmic number of steps (a
 * skew-binary list with jump pointers).
 */
final class History {
    static final History NONE = new History();

    private final @Nullable Change newest;
    private final History older;
    private final History jump;
    private final int length;

    private History() {
        newest = null;
        older = this;
        jump = this;
        length = 0;
    }

    private History(Change newest, History older) {
        this.newest = newest;
        this.older = older;
        int step = older.length - older.jump.length;
        this.jump = step == older.jump.length - older.jump.jump.length ? older.jump.jump : older;
        this.length = older.length + 1;
    }

    History with(Change next) {
        return new History(next, this);
    }

    boolean isEmpty() {
        return newest == null;
    }

    int length() {
        return length;
    }

    @Nullable
    Change newest() {
        return newest;
    }

    Change newestOrThrow() {
        if (newest == null) {
            throw new NoSuchElementException("no change at all");
        }
        return newest;
    }

    /** Whether the newest change left the key in place. */
    boolean isLive() {
        return newest != null && !newest.deleted();
    }

    /** The history as it was at a revision. */
    History at(long revision) {
        History link = this;
        while (link.isAfter(revision)) {
            link = link.jump.isAfter(revision) ? link.jump : link.older;
        }
        return link;
    }

    /** The changes of the revisions from one to another, both included, the oldest first. */
    List<Change> between(long from, long to) {
        return collect(at(to), change -> change.revision() >= from);
    }

    /** Every change, the oldest first. */
    List<Change> all() {
        return collect(this, change -> true);
    }

    private boolean isAfter(long revision) {
        return newest != null && newest.revision() > revision;
    }

    private static List<Change> collect(History start, Predicate<Change> wanted) {
        List<Change> found = new ArrayList<>();
        History link = start;
        while (link.newest != null && wanted.test(link.newest)) {
            found.add(link.newest);
            link = link.older;
        }
        Collections.reverse(found);
        return found;
    }
}
