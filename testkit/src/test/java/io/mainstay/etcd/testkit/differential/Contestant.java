package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.testkit.Await;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/** A server whose locks and elections are contended for: its calls that wait, and its streams of leaders, by number. */
final class Contestant implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** How often it looks for a revision before it lets time pass. */
    private static final int AT_ONCE = 50;

    private final String name;
    private final QueueCaller caller;
    private final IntSupplier watches;
    private final Map<Integer, QueueCaller.Call> calls = new HashMap<>();
    private final Map<Integer, Observer> observers = new HashMap<>();

    /** A stream of leaders and what it has brought. */
    private record Observer(Runnable stop, BlockingQueue<Answer> seen) {}

    /** A server that says how many watches it has. */
    Contestant(String name, QueueCaller caller, IntSupplier watches) {
        this.name = name;
        this.caller = caller;
        this.watches = watches;
    }

    String name() {
        return name;
    }

    void call(int number, Operation<?, ?> operation) {
        calls.put(number, caller.start(operation));
    }

    boolean answered(int number) {
        return calls.get(number).answer().isDone();
    }

    /** Waits for an answer, which is then forgotten. */
    Answer answer(String place, int number) throws Exception {
        try {
            return calls.remove(number).answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(place + ": " + name() + " did not answer the call of step " + number, e);
        }
    }

    void cancel(int number) {
        calls.remove(number).giveUp().run();
    }

    void observe(int number, Bytes election) {
        BlockingQueue<Answer> seen = new LinkedBlockingQueue<>();
        Runnable stop = caller.observe(election, seen::add);
        observers.put(number, new Observer(stop, seen));
    }

    boolean isQuiet(int observer) {
        return observers.get(observer).seen().isEmpty();
    }

    /** Waits for the next message of a stream of leaders. */
    Answer seen(String place, int observer) throws InterruptedException {
        Answer next = observers.get(observer).seen().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(place + ": " + name() + " told observer " + observer + " nothing");
        }
        return next;
    }

    void stopObserving(int number) {
        observers.remove(number).stop().run();
    }

    /** All keys, once there is a revision. */
    RangeResult everything(String place, long revision) {
        RangeResult all = everything();
        for (int i = 0; i < AT_ONCE && all.header().revision() < revision; i++) {
            all = everything();
        }
        if (all.header().revision() < revision) {
            Await.until(
                    place + ": " + name() + " has come to revision " + revision,
                    () -> everything().header().revision() >= revision);
            all = everything();
        }
        return all;
    }

    private RangeResult everything() {
        Answer all = caller.start(Operations.EVERYTHING)
                .answer()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return (RangeResult) ((Answer.Done) all.plain()).value();
    }

    /** Waits until there are so many watches, all up to date: one for each that waits, one for each that observes. */
    void awaitWatches(String place, int expected) {
        Await.until(place + ": " + name() + " has " + expected + " watches", () -> watches.getAsInt() == expected);
    }

    @Override
    public void close() {
        calls.values().forEach(call -> call.giveUp().run());
        observers.values().forEach(observer -> observer.stop().run());
    }
}
