package io.mainstay.etcd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What was asked of a server and how it answered. It knows two kinds of things: writes, which make a revision of the
 * store, and facts, which hold or do not, such as that there is a role. Each worker asks one thing after the other, so
 * after a kill each has at most one thing open, of which nobody knows whether it happened.
 */
final class Ledger {
    private final Map<Long, Object> answered = new HashMap<>();
    private final Map<Integer, Object> openWrites = new HashMap<>();
    private final Map<Integer, Map.Entry<String, Boolean>> openFacts = new HashMap<>();
    private final Map<String, Boolean> facts = new TreeMap<>();
    private final Waiting waiting = new Waiting();
    private final AtomicLong answers = new AtomicLong();

    synchronized void askWrite(int worker, Object write) {
        openWrites.put(worker, write);
    }

    /** The write made a revision, or none, when it is 0. */
    synchronized void answerWrite(int worker, long revision) {
        Object write = openWrites.remove(worker);
        answered();
        if (revision != 0) {
            assertThat(answered.put(revision, write))
                    .as("two writes that made revision %d", revision)
                    .isNull();
        }
    }

    synchronized void refuseWrite(int worker) {
        openWrites.remove(worker);
    }

    synchronized void askFact(int worker, String fact, boolean holds) {
        openFacts.put(worker, Map.entry(fact, holds));
    }

    synchronized void answerFact(int worker) {
        Map.Entry<String, Boolean> fact = openFacts.remove(worker);
        facts.put(fact.getKey(), fact.getValue());
        answered();
    }

    synchronized void refuseFact(int worker) {
        openFacts.remove(worker);
    }

    synchronized boolean holds(String fact) {
        return facts.getOrDefault(fact, false);
    }

    /** A fact that holds, of those with a beginning and an end; empty when there is none. */
    synchronized Optional<String> held(String beginning, String end) {
        return facts.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(fact -> fact.startsWith(beginning) && fact.endsWith(end))
                .findFirst();
    }

    /** The facts with a beginning, answered or open. */
    synchronized List<String> asked(String beginning) {
        return Stream.concat(
                        facts.keySet().stream(), openFacts.values().stream().map(Map.Entry::getKey))
                .filter(fact -> fact.startsWith(beginning))
                .toList();
    }

    /** How many answers there were, refusals not counted. */
    long answers() {
        return answers.get();
    }

    void awaitAnswers(long least) throws InterruptedException {
        waiting.until(least + " answers", () -> answers.get() >= least);
    }

    private void answered() {
        answers.incrementAndGet();
        waiting.changed();
    }

    /**
     * Goes through the revisions behind the model, of which none may be missing: each is a write that was answered with
     * it, or one that is open, and has exactly the effect of that. Afterwards nothing is open.
     */
    synchronized void settleWrites(StoreModel model, List<WatchEvent> events) {
        TreeMap<Long, List<WatchEvent>> revisions = new TreeMap<>();
        events.forEach(event -> revisions
                .computeIfAbsent(event.revision(), revision -> new ArrayList<>())
                .add(event));
        List<Object> open = new ArrayList<>(openWrites.values());
        revisions.forEach((revision, found) -> {
            assertThat(revision).as("no revision is missing").isEqualTo(model.revision() + 1);
            Object write = answered.remove(revision);
            if (write != null) {
                assertThat(found).as("revision %d, answered", revision).isEqualTo(model.effectOf(write));
            } else {
                Object match = open.stream()
                        .filter(candidate -> model.effectOf(candidate).equals(found))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nobody asked for revision " + revision + ": " + found));
                open.remove(match);
            }
            model.apply(found);
        });
        assertThat(answered.keySet())
                .as("revisions that were answered, and are gone")
                .isEmpty();
        openWrites.clear();
    }

    /** Compares all facts with those that hold now. Afterwards nothing is open. */
    synchronized void settleFacts(TreeSet<String> found) {
        TreeSet<String> all = new TreeSet<>(facts.keySet());
        all.addAll(found);
        openFacts.values().forEach(open -> all.add(open.getKey()));
        for (String fact : all) {
            boolean holds = found.contains(fact);
            if (holds != holds(fact)) {
                assertThat(openFacts.values())
                        .as("that %s is %s was asked for", fact, holds)
                        .contains(Map.entry(fact, holds));
            }
        }
        facts.clear();
        found.forEach(fact -> facts.put(fact, true));
        openFacts.clear();
    }
}
