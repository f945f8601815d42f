package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.CompactRequest;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.testkit.differential.QueueModel.Waiter;
import io.mainstay.etcd.testkit.differential.QueueStep.Ask;
import io.mainstay.etcd.testkit.differential.QueueStep.GiveUp;
import io.mainstay.etcd.testkit.differential.QueueStep.Observe;
import io.mainstay.etcd.testkit.differential.QueueStep.StopObserving;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Lets sessions contend for locks and elections on several servers, step by step. After each step the keys must be
 * equal, and what the model says must be answered or told is waited for and compared; nothing else may have been.
 */
final class QueueComparison {
    private static final int STEPS_A_ROUND = 150;
    private static final int WATCHES_EVERY = 25;

    private final List<Contestant> all;
    private final Verdict verdict;
    private final long seed;
    private final QueueModel model = new QueueModel();
    private final QueueSteps steps;
    private final Map<Integer, Operation<?, ?>> waiting = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int number;
    private long quietAt;

    /** The first one is the reference. */
    QueueComparison(List<Contestant> all, Verdict verdict, long seed) {
        this.all = all;
        this.verdict = verdict;
        this.seed = seed;
        steps = new QueueSteps(new Random(seed), model);
    }

    /** Takes so many steps; now and then all keys are deleted, so that nobody is left waiting. */
    void run(int number) throws Exception {
        for (int i = 1; i <= number; i++) {
            take(steps.next());
            if (i % WATCHES_EVERY == 0) {
                quiet();
                model.settle(quietAt);
                quietAt = model.revision();
            }
            if (i % STEPS_A_ROUND == 0 || i == number) {
                sweep();
            }
        }
    }

    private void sweep() throws Exception {
        while (!model.waiters().isEmpty()) {
            take(new Ask(new Operation<>(Rpcs.DELETE_RANGE, DeleteRequest.of(KeyRange.all()))));
        }
        take(new Ask(Operations.HASH));
        quiet();
    }

    /** Nothing is on its way any more. */
    private void quiet() {
        all.forEach(one -> one.awaitWatches(where(), model.watches()));
    }

    private void take(QueueStep step) throws Exception {
        number++;
        long revision = model.revision();
        if (step instanceof Ask ask) {
            revision = ask(ask.operation());
        } else if (step instanceof GiveUp giveUp) {
            revision = giveUp(giveUp.waiter());
        } else if (step instanceof Observe observe) {
            all.forEach(one -> one.observe(number, observe.election()));
            model.observes(number, observe.election());
            count("Election/Observe");
        } else if (step instanceof StopObserving stop) {
            all.forEach(one -> one.stopObserving(stop.number()));
            model.stoppedObserving(stop.number());
        }
        compareKeys(revision, step);
        compareAnswers(step);
    }

    /** Asks; the revision at which it has arrived everywhere. */
    private long ask(Operation<?, ?> operation) throws Exception {
        if (operation.request() instanceof CompactRequest) {
            quiet();
        }
        all.forEach(one -> one.call(number, operation));
        Optional<Waiter> waits = waiter(operation);
        if (waits.isEmpty()) {
            Answer answer = compareAnswer(number, operation);
            learn(operation, answer);
            return model.revision();
        }
        boolean again = model.has(waits.get().key());
        model.waits(waits.get());
        waiting.put(number, operation);
        count(operation.rpc().shortName() + " that waits");
        if (again) {
            // Nothing tells that it has arrived but its watch, unless it changes what the place says.
            quiet();
            return model.revision();
        }
        return model.revision() + 1;
    }

    private Optional<Waiter> waiter(Operation<?, ?> operation) {
        if (operation.request() instanceof LockRequest lock) {
            return model.wouldWait(number, lock);
        } else if (operation.request() instanceof CampaignRequest campaign) {
            return model.wouldWait(number, campaign);
        }
        return Optional.empty();
    }

    private void learn(Operation<?, ?> operation, Answer answer) {
        boolean done = answer.plain() instanceof Answer.Done;
        if (done && operation.request() instanceof LeaseGrantRequest grant) {
            model.leases().add(grant.id());
        } else if (done && operation.request() instanceof LeaseRevokeRequest revoke) {
            model.leases().remove(revoke.id());
        }
    }

    /** Cancels; the revision at which its place is gone, if it was there. */
    private long giveUp(Waiter waiter) {
        all.forEach(one -> one.cancel(waiter.number()));
        model.gaveUp(waiter.number());
        waiting.remove(waiter.number());
        count((waiter.lock() ? "lock" : "campaign") + " given up");
        quiet();
        return model.leaves(waiter) ? model.revision() + 1 : model.revision();
    }

    private void compareKeys(long revision, QueueStep step) {
        RangeResult right = all.get(0).everything(where(), revision);
        for (Contestant other : all.subList(1, all.size())) {
            RangeResult keys = other.everything(where(), right.header().revision());
            same(Operations.EVERYTHING, new Answer.Done(right), other, new Answer.Done(keys), "after " + step);
        }
        model.update(right);
    }

    private void compareAnswers(QueueStep step) throws Exception {
        for (int due : model.takeDue()) {
            compareAnswer(due, waiting.remove(due));
        }
        for (int told : model.takeTold()) {
            Answer right = all.get(0).seen(where(), told);
            for (Contestant other : all.subList(1, all.size())) {
                same(OBSERVED, right, other, other.seen(where(), told), "observer " + told + " after " + step);
            }
            count("leader told");
        }
        for (Contestant one : all) {
            model.waiters().forEach(waiter -> isQuiet(one, !one.answered(waiter.number()), waiter, step));
            model.observers().forEach(observer -> isQuiet(one, one.isQuiet(observer), observer, step));
        }
    }

    private static final Operation<?, ?> OBSERVED = new Operation<>(Rpcs.OBSERVE, new LeaderRequest(Bytes.EMPTY));

    private void isQuiet(Contestant one, boolean quiet, Object who, QueueStep step) {
        if (!quiet) {
            throw new AssertionError(
                    where() + ": " + one.name() + " answered before its turn " + who + " after " + step);
        }
    }

    private Answer compareAnswer(int call, Operation<?, ?> operation) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (Contestant one : all) {
            answers.add(one.answer(where(), call));
        }
        for (int i = 1; i < all.size(); i++) {
            same(operation, answers.get(0), all.get(i), answers.get(i), "asked at step " + call + ": " + operation);
        }
        String outcome = answers.get(0).plain() instanceof Answer.Refused refused ? " " + refused.text() : "";
        count(operation.rpc().shortName() + outcome);
        return answers.get(0);
    }

    private void same(Operation<?, ?> operation, Answer right, Contestant other, Answer given, String about) {
        if (!verdict.same(operation, right, given)) {
            throw new AssertionError(String.format(
                    "%s: different answers%n  %s%n  %s: %s%n  %s: %s",
                    where(), about, all.get(0).name(), right, other.name(), given));
        }
    }

    private String where() {
        return "seed " + seed + ", step " + number;
    }

    private void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** How often what happened. */
    Map<String, Integer> counts() {
        return counts;
    }
}
