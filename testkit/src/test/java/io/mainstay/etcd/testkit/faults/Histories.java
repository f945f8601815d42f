package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.testkit.fault.Shrinker;
import io.mainstay.etcd.testkit.history.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Runs of many seeds, counted; the first that breaks a guarantee is made smaller and told in full. */
final class Histories {
    private static final int TRIES = 40;

    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong watches = new AtomicLong();
    private final AtomicLong leases = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong compacted = new AtomicLong();

    /** Runs a plan once. */
    interface Runner {
        HistoryRun.Result run(Plan plan) throws Exception;
    }

    /** Runs a plan; when it breaks a guarantee, smaller ones too, until the smallest that does is told. */
    void check(Plan plan, Runner runner) throws Exception {
        HistoryRun.Result result = runner.run(plan);
        count(plan, result);
        if (result.findings().isEmpty()) {
            return;
        }
        Shrinker shrinker = new Shrinker(TRIES);
        List<Part> smallest = shrinker.shrink(plan.parts(), parts -> breaks(plan.with(parts), runner, result));
        HistoryRun.Result last = runner.run(plan.with(smallest));
        List<Finding> findings = last.findings().isEmpty() ? result.findings() : last.findings();
        throw new AssertionError("seed " + plan.seed() + " breaks a guarantee:\n"
                + lines(result.findings()) + "\nmade smaller in " + shrinker.used() + " runs:\n" + lines(findings)
                + "\n" + plan.with(smallest) + "\n" + last.history().store()
                + last.history().watches().stream()
                        .map(watch -> "\n" + watch.name() + " " + watch.steps())
                        .collect(Collectors.joining()));
    }

    private static boolean breaks(Plan plan, Runner runner, HistoryRun.Result first) {
        try {
            return runner.run(plan).findings().stream()
                    .anyMatch(finding ->
                            first.findings().stream().anyMatch(each -> each.check().equals(finding.check())));
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
                        + " because of compaction; %d leases",
                runs.get(),
                faults.get(),
                writes.get(),
                changes.get(),
                watches.get(),
                events.get(),
                compacted.get(),
                leases.get());
    }
}
