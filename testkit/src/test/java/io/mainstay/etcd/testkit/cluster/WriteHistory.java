package io.mainstay.etcd.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a client was told of each of its writes, each known by its unique value, to be held against what happened. */
final class WriteHistory {
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong slowestMillis = new AtomicLong();

    /** What a client was told of a write. */
    sealed interface Outcome {
        /** It was applied, at this revision. */
        record Applied(long revision) implements Outcome {}

        /** It surely was not. */
        record NotApplied(String why) implements Outcome {}

        /** Nobody knows. */
        record Unknown(String why) implements Outcome {}
    }

    void applied(String value, long revision) {
        outcomes.put(value, new Outcome.Applied(revision));
    }

    void refused(String value) {
        outcomes.put(value, new Outcome.NotApplied("the comparison did not hold"));
    }

    void failed(String value, EtcdException why) {
        String words = String.valueOf(why.getMessage());
        outcomes.put(value, why.maybeApplied() ? new Outcome.Unknown(words) : new Outcome.NotApplied(words));
    }

    void took(long millis) {
        slowestMillis.accumulateAndGet(millis, Math::max);
    }

    long slowestMillis() {
        return slowestMillis.get();
    }

    /** Holds it against every change there was: applied once, applied never, or at most once. */
    void check(List<WatchEvent> changes) {
        Map<String, List<WatchEvent>> byValue = changes.stream()
                .collect(Collectors.groupingBy(event -> event.kv().value().utf8()));
        outcomes.forEach((value, outcome) -> {
            List<WatchEvent> seen = byValue.getOrDefault(value, List.of());
            if (outcome instanceof Outcome.Applied applied) {
                assertThat(seen).as("acknowledged: %s", value).hasSize(1);
                assertThat(seen.get(0).revision()).as("revision of %s", value).isEqualTo(applied.revision());
            } else if (outcome instanceof Outcome.NotApplied not) {
                assertThat(seen)
                        .as("surely not applied: %s (%s)", value, not.why())
                        .isEmpty();
            } else {
                assertThat(seen).as("of unknown outcome: %s", value).hasSizeLessThanOrEqualTo(1);
            }
        });
        assertThat(outcomes.keySet()).as("who wrote what was seen").containsAll(byValue.keySet());
    }

    /** How many of each kind. */
    @Override
    public String toString() {
        Map<String, Long> counts = outcomes.values().stream()
                .map(outcome -> outcome.getClass().getSimpleName())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return String.format(
                Locale.ROOT,
                "%d writes applied, %d surely not, %d of unknown outcome, the slowest took %d ms",
                counts.getOrDefault("Applied", 0L),
                counts.getOrDefault("NotApplied", 0L),
                counts.getOrDefault("Unknown", 0L),
                slowestMillis());
    }
}
