package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.testkit.fault.Shrinker;
import io.mainstay.etcd.testkit.history.Finding;
import io.mainstay.etcd.testkit.history.History;
import io.mainstay.etcd.testkit.history.WatchTrace.Step;
import io.mainstay.etcd.watch.WatchBatch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Runs of many seeds, counted; the first that breaks a guarantee is made smaller and told in full. */
final class Histories {
    private static final int TRIES = 40;
    private static final int SHOWN = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** When a run that fails is made smaller: one that is stuck stays so, and is not worth a minute each time. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong watches = new AtomicLong();
    private final AtomicLong leases = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong views = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong compacted = new AtomicLong();

    /** Runs a plan once. */
    interface Runner {
        HistoryRun.Result run(Plan plan, Duration patience) throws Exception;
    }

    /** Runs a plan; when it breaks a guarantee, smaller ones too, until the smallest that does is told. */
    void check(Plan plan, Runner runner) throws Exception {
        HistoryRun.Result result = runner.run(plan, PATIENCE);
        count(plan, result);
        if (result.findings().isEmpty()) {
            return;
        }
        Shrinker shrinker = new Shrinker(TRIES);
        List<Part> smallest = shrinker.shrink(plan.parts(), parts -> breaks(plan.with(parts), runner, result));
        HistoryRun.Result last = runner.run(plan.with(smallest), SHORT);
        List<Finding> findings = last.findings().isEmpty() ? result.findings() : last.findings();
        throw new AssertionError("seed " + plan.seed() + " breaks a guarantee:\n"
                + lines(result.findings()) + "\nmade smaller in " + shrinker.used() + " runs:\n" + lines(findings)
                + "\n" + plan.with(smallest) + "\n" + last.history().store() + shown(last.history(), findings));
    }

    /** What the watches saw that were found at fault. */
    private static String shown(History history, List<Finding> findings) {
        return history.watches().stream()
                .filter(watch ->
                        findings.stream().anyMatch(finding -> finding.subject().equals(watch.name())))
                .map(watch -> "\n" + watch.name() + " from " + watch.from() + ": " + shorten(watch.steps()))
                .collect(Collectors.joining());
    }

    private static String shorten(List<Step> steps) {
        String all = steps.stream()
                .map(step -> step instanceof Step.Got got ? shorten(got.batch()) : step.toString())
                .collect(Collectors.joining(" "));
        return all.length() <= SHOWN ? all : all.substring(0, SHOWN) + "...";
    }

    private static String shorten(WatchBatch batch) {
        return batch.revision()
                + batch.events().stream()
                        .map(event ->
                                (event.isDelete() ? "-" : "+") + event.key().utf8() + "@" + event.revision())
                        .toList()
                        .toString();
    }

    private static boolean breaks(Plan plan, Runner runner, HistoryRun.Result first) {
        try {
            return runner.run(plan, SHORT).findings().stream()
                    .anyMatch(finding -> first.findings().stream()
                            .anyMatch(each -> each.check().equals(finding.check())));
        } catch (Exception e) {
            throw new IllegalStateException("cannot run " + plan, e);
        }
    }

    private static String lines(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    private void count(Plan plan, HistoryRun.Result result) {
        runs.incrementAndGet();
        writes.addAndGet(result.history().writes().size());
        changes.addAndGet(result.history().store().events().size());
        events.addAndGet(result.history().eventCount());
        watches.addAndGet(result.history().watches().size());
        leases.addAndGet(result.history().leases().size());
        views.addAndGet(result.history().views().size());
        looks.addAndGet(result.history().views().stream()
                .mapToLong(view -> view.looks().size())
                .sum());
        faults.addAndGet(plan.all(Part.Fault.class).size());
        compacted.addAndGet(result.history().watches().stream()
                .filter(watch -> watch.steps().toString().contains("CompactedException"))
                .count());
    }

    /** How much was looked at. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d histories, %d faults, %d values written, %d changes; %d watches saw %d events, %d of them ended"
                        + " because of compaction; %d views were looked at %d times; %d leases",
                runs.get(),
                faults.get(),
                writes.get(),
                changes.get(),
                watches.get(),
                events.get(),
                compacted.get(),
                views.get(),
                looks.get(),
                leases.get());
    }
}
