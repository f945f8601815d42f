package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.testkit.history.WatchTrace.Step;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small true history, and what watches may make of it. */
final class Told {
    /**
     * Revision 2 puts a, 3 puts b, 4 puts a and b and c in one transaction, 5 deletes a, 6 puts z elsewhere, 7 puts c.
     */
    static final StoreHistory STORE = StoreHistory.of(
            List.of(
                    put("/k/a", 2, 2, 1),
                    put("/k/b", 3, 3, 1),
                    put("/k/a", 2, 4, 2),
                    put("/k/b", 3, 4, 2),
                    put("/k/c", 4, 4, 1),
                    delete("/k/a", 5),
                    put("/z", 6, 6, 1),
                    put("/k/c", 4, 7, 2)),
            8,
            0);

    static final WatchRequest REQUEST = WatchRequest.of("/k/").prefix();

    private Told() {}

    static WatchEvent put(String key, long created, long revision, long version) {
        Bytes value = Bytes.utf8(key + "@" + revision);
        return new WatchEvent(
                WatchEvent.Type.PUT, new KeyValue(Bytes.utf8(key), value, created, revision, version, 0), null);
    }

    static WatchEvent delete(String key, long revision) {
        return new WatchEvent(
                WatchEvent.Type.DELETE, new KeyValue(Bytes.utf8(key), Bytes.EMPTY, 0, revision, 0, 0), null);
    }

    /** What the store says of a key at a revision; with what the key was before only when asked for. */
    static WatchEvent event(String key, long revision, boolean prevKv) {
        WatchEvent truth = STORE.at(revision, Bytes.utf8(key)).orElseThrow();
        return prevKv ? truth : new WatchEvent(truth.type(), truth.kv(), null);
    }

    static WatchEvent event(String key, long revision) {
        return event(key, revision, false);
    }

    static Step got(long revision, WatchEvent... events) {
        return new Step.Got(new WatchBatch(revision, List.of(events)));
    }

    static Step ended(@Nullable EtcdException failure) {
        return new Step.Ended(failure);
    }

    /** What a watch of all keys from revision 2 on would tell, batch by batch. */
    static List<Step> right(boolean prevKv) {
        return new ArrayList<>(List.of(
                got(2, event("/k/a", 2, prevKv)),
                got(
                        4,
                        event("/k/b", 3, prevKv),
                        event("/k/a", 4, prevKv),
                        event("/k/b", 4, prevKv),
                        event("/k/c", 4, prevKv)),
                got(5, event("/k/a", 5, prevKv)),
                got(6),
                got(7, event("/k/c", 7, prevKv)),
                got(8)));
    }

    static History history(WatchRequest request, long from, List<Step> steps) {
        return History.of(STORE, new WatchTrace("w", request, from, steps));
    }

    static CompactedException compacted(long revision) {
        return new CompactedException(failure(), "compacted", revision, null);
    }

    static EtcdException.Failure failure() {
        return new EtcdException.Failure(ErrorCode.UNAVAILABLE, "gone", "Watch/Watch", "", true, false);
    }
}
