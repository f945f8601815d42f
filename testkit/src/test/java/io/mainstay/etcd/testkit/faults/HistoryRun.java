package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.SystemClock;
import io.mainstay.etcd.testkit.fault.FaultSchedule;
import io.mainstay.etcd.testkit.fault.Faulted;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.fault.Timeline;
import io.mainstay.etcd.testkit.history.Finding;
import io.mainstay.etcd.testkit.history.Guarantees;
import io.mainstay.etcd.testkit.history.History;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One run of a plan: clients write, watch and keep leases over lines that break, until the plan is over; then all is
 * healed, every watch gets the time to catch up, and what was seen is held against what happened.
 */
final class HistoryRun implements AutoCloseable, Faulted {
    /** How late a client may be at least; as much as the machine was late comes on top. */
    static final Duration LEASE_SLACK = Duration.ofSeconds(2);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final int SMALL_QUEUE = 5;
    private static final long WRITERS_END_SECONDS = 120;
    private static final int ASKED = 15;
    private static final Duration ASKED_EACH = Duration.ofMillis(30);
    private static final int LAST_EVENTS = 40;

    private final Plan plan;
    private final Arena arena;
    private final Duration patience;
    private final SystemClock clock;
    private final Lateness lateness;
    private final HistoryRecorder recorder;
    private final EtcdClient writing;
    private final EtcdClient watching;
    private final EtcdClient small;
    private final EtcdClient control;
    private final ExecutorService threads;
    private final Truth truth;
    private final AtomicLong newest = new AtomicLong();
    private final Queue<ClientEvent> events = new ArrayDeque<>();
    private final List<WatchRun> watches = new ArrayList<>();
    private final List<ViewRun> views = new ArrayList<>();
    private final List<LeaseRun> leases = new ArrayList<>();

    private HistoryRun(Plan plan, Arena arena, String prefix, Duration patience) {
        this.plan = plan;
        this.arena = arena;
        this.patience = patience;
        this.clock = new SystemClock("history-clock");
        this.lateness = new Lateness(clock);
        this.recorder = new HistoryRecorder(clock);
        this.threads = Executors.newCachedThreadPool(DaemonThreads.named("history"));
        this.writing = arena.client().callTimeout(CALL_TIMEOUT).build();
        this.watching = arena.client(transport -> new LeaseTap(transport, recorder.lives(), clock))
                .callTimeout(CALL_TIMEOUT)
                .eventListener(this::heard)
                .build();
        this.small = arena.client()
                .watchQueueEvents(SMALL_QUEUE)
                .eventListener(this::heard)
                .build();
        this.control = arena.control().build();
        this.truth = new Truth(arena, control, recorder, prefix);
    }

    /**
     * What a run left.
     *
     * @param history all that is known of it
     * @param findings the guarantees that it broke
     */
    record Result(History history, List<Finding> findings) {}

    /**
     * Runs a plan.
     *
     * @param prefix the keys below it are nobody else's
     * @param patience how long watches may take to come to the end once all is healed
     */
    static Result of(Plan plan, Arena arena, String prefix, Duration patience) throws Exception {
        try (HistoryRun run = new HistoryRun(plan, arena, prefix, patience)) {
            return run.run();
        }
    }

    private Result run() throws Exception {
        newest.set(truth.begin());
        Timeline timeline = new Timeline(clock);
        new FaultSchedule(
                        plan.seed(),
                        plan.all(Part.Fault.class).stream()
                                .map(Part.Fault::fault)
                                .toList())
                .onto(timeline, this);
        plan.all(Part.Watching.class).forEach(part -> add(part, timeline));
        plan.all(Part.Viewing.class).forEach(part -> add(part, timeline));
        plan.all(Part.Leasing.class).forEach(part -> add(part, timeline));
        List<Future<?>> writers = write();
        timeline.run();
        arena.healAll();
        for (Future<?> writer : writers) {
            writer.get(WRITERS_END_SECONDS, TimeUnit.SECONDS);
        }
        List<Finding> stuck = settle();
        History history = recorder.history(truth.end());
        List<Finding> findings = new ArrayList<>(stuck);
        findings.addAll(Guarantees.all(LEASE_SLACK.plus(lateness.worst())).in(history));
        return new Result(history, findings);
    }

    private void heard(ClientEvent event) {
        synchronized (events) {
            events.add(event);
            if (events.size() > LAST_EVENTS) {
                events.remove();
            }
        }
    }

    /** Something that does not come to where it should, with what the clients said last. */
    private Finding stuck(Object who, String what) {
        synchronized (events) {
            return new Finding(
                    "Live",
                    who.toString(),
                    what + " in " + patience
                            + events.stream().map(event -> "\n    " + event).collect(Collectors.joining()));
        }
    }

    private void add(Part.Watching part, Timeline timeline) {
        WatchRun watch = new WatchRun(part, truth.prefix(), recorder, clock);
        watches.add(watch);
        timeline.at(
                part.times().opens(), () -> watch.open(part.small() ? small : watching, truth.base(), newest.get()));
        if (!part.times().closes().isZero()) {
            timeline.at(part.times().closes(), watch::close);
        }
        if (part.times().asks()) {
            for (int i = 1; i <= ASKED; i++) {
                timeline.at(part.times().opens().plus(ASKED_EACH.multipliedBy(i)), watch::askHowFar);
            }
        }
    }

    private void add(Part.Viewing part, Timeline timeline) {
        ViewRun view = new ViewRun(part, truth.prefix(), recorder);
        views.add(view);
        timeline.at(part.opens(), () -> view.open(watching));
    }

    private void add(Part.Leasing part, Timeline timeline) {
        LeaseRun lease = new LeaseRun(part, recorder, truth);
        leases.add(lease);
        timeline.at(part.at(), () -> lease.begin(watching, control));
        if (!part.revoked().isZero()) {
            timeline.at(part.revoked(), () -> lease.revoke(control));
        }
    }

    private List<Future<?>> write() {
        long start = clock.nanoTime();
        return plan.all(Part.Burst.class).stream()
                .map(Part.Burst::writer)
                .distinct()
                .<Future<?>>map(writer -> threads.submit(() -> write(writer, start)))
                .toList();
    }

    private void write(int writer, long start) {
        Writer hand = new Writer(writing, recorder, truth.prefix(), "w" + writer + "-", newest);
        for (Part.Burst burst : plan.all(Part.Burst.class)) {
            if (burst.writer() == writer) {
                Timeline.await(clock, start + burst.at().toNanos());
                burst.writes().forEach(hand::write);
            }
        }
    }

    /** Lets every watch and lease come to the end of what happened, and closes them. */
    private List<Finding> settle() {
        long marker = truth.mark();
        List<Finding> findings = new ArrayList<>();
        for (WatchRun watch : watches) {
            if (!await(() -> watch.hasReached(marker))) {
                findings.add(stuck(watch, "does not reach " + marker));
            }
        }
        for (ViewRun view : views) {
            if (!await(() -> view.hasReached(marker))) {
                findings.add(stuck(view, "does not reach " + marker));
            }
        }
        for (LeaseRun lease : leases) {
            if (!await(lease::isSettled)) {
                findings.add(stuck(lease, "is kept, and the server does not have it,"));
            }
        }
        leases.forEach(LeaseRun::end);
        views.forEach(ViewRun::close);
        watches.forEach(WatchRun::close);
        for (WatchRun watch : watches) {
            // One that never says so is found by the check of that name.
            await(watch::hasEnded);
        }
        return findings;
    }

    /** Nothing is written meanwhile: a store that has gone quiet keeps nobody waiting. */
    private boolean await(BooleanSupplier condition) {
        long until = clock.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - until > 0) {
                return false;
            }
            Timeline.await(clock, clock.nanoTime() + AGAIN.toNanos());
        }
        return true;
    }

    @Override
    public void inflict(int target, Harm harm) {
        if (harm instanceof Harm.Compact) {
            truth.compact();
        } else {
            arena.inflict(target, harm);
        }
    }

    @Override
    public void heal(int target, Harm harm) {
        arena.heal(target, harm);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        List.of(writing, watching, small, control).forEach(EtcdClient::close);
        clock.close();
    }
}
