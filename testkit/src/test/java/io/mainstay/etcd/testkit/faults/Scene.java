package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.fault.Timeline;
import io.mainstay.etcd.testkit.faults.Part.Write;
import io.mainstay.etcd.testkit.history.Finding;
import io.mainstay.etcd.testkit.history.Guarantees;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.WatchRecord;
import io.mainstay.etcd.testkit.proxy.LineFault;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchListener;
import io.mainstay.etcd.watch.WatchRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A small play with one watch, the same each time: changes while all is well, changes while the line is cut, changes
 * after. A mistake may be planted below the client, in its transport, or above it, before its user.
 */
final class Scene implements AutoCloseable {
    static final String PREFIX = "/s/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SLACK = Duration.ofMillis(200);

    private final SystemClock clock = new SystemClock("scene-clock");
    private final EmbeddedArena arena;
    private final EtcdClient client;
    private final EtcdClient control;
    private final HistoryRecorder recorder = new HistoryRecorder(clock);
    private final Truth truth;
    private final int txnValues;

    Scene(Planted.Mistake below) {
        this(below, 0);
    }

    /** One whose transactions put values of so many bytes. */
    Scene(Planted.Mistake below, int txnValues) {
        this(below, txnValues, clock -> clock);
    }

    /** One whose client goes by another clock. */
    static Scene by(UnaryOperator<Clock> wrong) {
        return new Scene(new Planted.Mistake(), 0, wrong);
    }

    private Scene(Planted.Mistake below, int txnValues, UnaryOperator<Clock> time) {
        this.txnValues = txnValues;
        arena = new EmbeddedArena(transport -> new Planted(transport, below));
        client = arena.client(transport -> new LeaseTap(transport, recorder.lives(), clock))
                .clock(time.apply(clock))
                .build();
        control = arena.control().build();
        truth = new Truth(arena, control, recorder, PREFIX);
    }

    EtcdClient client() {
        return client;
    }

    /** The line to the client's server carries nothing from now on. */
    void fallSilent() {
        arena.inflict(0, new Harm.Line(new LineFault.Stall()));
    }

    EtcdClient control() {
        return control;
    }

    HistoryRecorder recorder() {
        return recorder;
    }

    Truth truth() {
        return truth;
    }

    /** Hands batches on as somebody between the client and its user does, and an end so many times. */
    interface Above {
        List<WatchBatch> batches(WatchBatch batch);

        default int ends() {
            return 1;
        }
    }

    /** Plays it, and returns what the checks find. */
    List<Finding> play(WatchRequest request, Above above) throws Exception {
        truth.begin();
        WatchRecord record = recorder.watch("watch", request);
        Watch watch = record.opened(client.watch(request, new WatchListener() {
            @Override
            public void onBatch(WatchBatch batch) {
                above.batches(batch).forEach(record::onBatch);
            }

            @Override
            public void onEnd(@Nullable EtcdException failure) {
                for (int i = 0; i < above.ends(); i++) {
                    record.onEnd(failure);
                }
            }
        }));
        watch.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        change("before");
        reach(watch, record, truth.mark());
        arena.inflict(0, new Harm.Line(new LineFault.Block()));
        change("during");
        arena.heal(0, new Harm.Line(new LineFault.Block()));
        change("after");
        reach(watch, record, truth.mark());
        record.closing();
        watch.close();
        await(() -> record.hasEnded() && record.isStartTold());
        return findings();
    }

    List<Finding> findings() {
        return Guarantees.all(SLACK).in(recorder.history(truth.end()));
    }

    /** Puts, a delete, and transactions over several keys. */
    private void change(String when) {
        Writer hand = new Writer(control, recorder, PREFIX, when + "-", new AtomicLong());
        hand.write(new Write.Put("a", 0));
        hand.write(new Write.Put("b", 0));
        for (int i = 0; i < 4; i++) {
            hand.write(new Write.Txn(List.of("a", "c", "d"), txnValues, "b"));
        }
        control.kv().put("/elsewhere", when);
    }

    private void reach(Watch watch, WatchRecord record, long revision) {
        await(() -> {
            watch.requestProgress();
            return record.completeUpTo() >= revision;
        });
    }

    void await(BooleanSupplier condition) {
        long until = clock.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - until > 0) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Timeline.await(clock, clock.nanoTime() + 10_000_000);
        }
    }

    @Override
    public void close() {
        client.close();
        control.close();
        arena.close();
        clock.close();
    }
}
