package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.StoreHistory;
import io.mainstay.etcd.testkit.history.WriteTrace.Outcome;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What the store says happened below a prefix, read piece by piece: before each compaction, and at the end. Each piece
 * ends with a marker, a write of our own over a clean line.
 */
final class Truth {
    private static final int TRIES = 20;

    private final Arena arena;
    private final EtcdClient control;
    private final HistoryRecorder recorder;
    private final String prefix;
    private final List<WatchEvent> events = new ArrayList<>();
    private long base;
    private long next;
    private long compacted;
    private int markers;

    Truth(Arena arena, EtcdClient control, HistoryRecorder recorder, String prefix) {
        this.arena = arena;
        this.control = control;
        this.recorder = recorder;
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** The revision with which the history begins. */
    long base() {
        return base;
    }

    /** Writes the first marker. */
    long begin() {
        base = mark();
        next = base;
        return base;
    }

    /** Writes a marker and returns its revision. One that may have been written is written again under a new name. */
    synchronized long mark() {
        for (int i = 1; ; i++) {
            String marker = "marker-" + ++markers;
            try {
                return write(prefix + "~" + marker, marker, 0);
            } catch (EtcdException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Puts a key over the clean line, and writes down what came of it. */
    long write(String key, String value, long lease) {
        try {
            long revision = control.kv()
                    .put(key, value, put -> put.lease(lease))
                    .header()
                    .revision();
            recorder.wrote(Bytes.utf8(value), new Outcome.Applied(revision));
            return revision;
        } catch (EtcdException e) {
            recorder.wrote(Bytes.utf8(value), Outcome.of(e));
            throw e;
        }
    }

    /** Reads history up to now, and compacts it. */
    void compact() {
        long marker = mark();
        read(marker);
        try {
            control.kv().compact(marker);
        } catch (EtcdException e) {
            if (!e.maybeApplied()) {
                return;
            }
        }
        compacted = marker;
    }

    private void read(long upTo) {
        events.addAll(arena.read(KeyRange.prefix(prefix), next, upTo));
        next = upTo + 1;
    }

    /** Reads the rest. */
    StoreHistory end() {
        long last = mark();
        read(last);
        return StoreHistory.of(events, last, compacted);
    }
}
