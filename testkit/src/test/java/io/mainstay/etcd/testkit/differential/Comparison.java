package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.OpResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends one stream of operations to a reference and to others, step by step, and fails at the first difference. */
final class Comparison {
    private static final int HASH_EVERY = 500;

    private final Line reference;
    private final List<Line> others;
    private final Verdict verdict;
    private final long seed;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int step;

    Comparison(Line reference, List<Line> others, Verdict verdict, long seed) {
        this.reference = reference;
        this.others = others;
        this.verdict = verdict;
        this.seed = seed;
    }

    /** Runs so many operations, with the hash and all keys compared every now and then and at the end. */
    void run(int operations) throws Exception {
        Operations stream = new Operations(seed);
        for (step = 1; step <= operations; step++) {
            Operation<?, ?> operation = stream.next();
            stream.learn(operation, compare(operation));
            if (step % HASH_EVERY == 0 || step == operations) {
                compare(Operations.HASH);
                compare(Operations.EVERYTHING);
            }
        }
    }

    /** Compares one operation of another stream; what the reference answered. */
    Answer compareOne(Operation<?, ?> operation) throws Exception {
        step++;
        return compare(operation);
    }

    /** Compares one operation outside of a stream; the newest revision if it was one that may write, else 0. */
    long compareWrite(Operation<?, ?> operation) throws Exception {
        step++;
        Answer answer = compare(operation);
        return answer instanceof Answer.Done done && done.value() instanceof OpResult result
                ? result.header().revision()
                : 0;
    }

    private Answer compare(Operation<?, ?> operation) throws Exception {
        CompletableFuture<Answer> expected = reference.ask(operation);
        List<CompletableFuture<Answer>> given = new ArrayList<>();
        for (Line other : others) {
            given.add(other.ask(operation));
        }
        String place = "seed " + seed + ", step " + step;
        Answer right = reference.await(place, operation, expected);
        for (int i = 0; i < others.size(); i++) {
            Answer answer = others.get(i).await(place, operation, given.get(i));
            if (!verdict.same(operation, right, answer)) {
                throw new AssertionError(String.format(
                        "%s: different answers%n  asked: %s%n  %s: %s%n  %s: %s",
                        place, operation, reference.name(), right, others.get(i).name(), answer));
            }
        }
        String kind = operation.rpc().shortName() + (right instanceof Answer.Done ? "" : " refused");
        counts.merge(kind, 1, Integer::sum);
        return right;
    }

    /** How often each procedure was asked, and how often it was refused. */
    Map<String, Integer> counts() {
        return counts;
    }
}
