package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.testkit.history.LeaseTrace.Life;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How long leases may be believed in by the clock of those who keep them, as whoever listens in on their line tells it.
 * Safe for use by many threads.
 */
public final class Lives {
    private final Map<Long, List<Life>> lives = new ConcurrentHashMap<>();

    Lives() {}

    /**
     * A lease was granted or renewed.
     *
     * @param sentAt when the request was sent, a reading of the recorder's clock
     * @param at when the answer came
     */
    public void answered(long lease, long sentAt, long at, Duration ttl) {
        lives.computeIfAbsent(lease, none -> new CopyOnWriteArrayList<>()).add(new Life(at, sentAt + ttl.toNanos()));
    }

    List<Life> of(long lease) {
        return lives.getOrDefault(lease, List.of());
    }
}
