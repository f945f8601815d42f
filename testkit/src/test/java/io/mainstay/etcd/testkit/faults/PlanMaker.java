package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.testkit.fault.FaultMix;
import io.mainstay.etcd.testkit.fault.FaultSchedule;
import io.mainstay.etcd.testkit.fault.Harm;
import io.mainstay.etcd.testkit.fault.TimedFault;
import io.mainstay.etcd.testkit.faults.Part.Burst;
import io.mainstay.etcd.testkit.faults.Part.Leasing;
import io.mainstay.etcd.testkit.faults.Part.Start;
import io.mainstay.etcd.testkit.faults.Part.Times;
import io.mainstay.etcd.testkit.faults.Part.Watching;
import io.mainstay.etcd.testkit.faults.Part.Write;
import io.mainstay.etcd.testkit.proxy.LineFault;
import io.mainstay.etcd.watch.WatchFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes plans from seeds. */
final class PlanMaker {
    private static final List<String> FOLDERS = List.of("a/", "b/", "c/");

    /** Four of them, with what was before, are more than a server sends in one piece. */
    private static final int BIG = 160_000;

    /** A lease not given up for so long is kept by mistake, however late this machine may be. */
    private static final Duration BEYOND_ALL_DOUBT = Duration.ofMillis(1_500);

    private final FaultMix mix;
    private final Duration leaseTtl;
    private final long seed;
    private final SplittableRandom random;

    private PlanMaker(long seed, FaultMix mix, Duration leaseTtl) {
        this.seed = seed;
        this.random = new SplittableRandom(seed).split();
        this.mix = mix;
        this.leaseTtl = leaseTtl;
    }

    /**
     * The plan of a seed; one of four has leases, half of which are lost; one of eight has values so big that answers
     * come in pieces.
     */
    static Plan plan(long seed, FaultMix mix, Duration leaseTtl) {
        return new PlanMaker(seed, mix, leaseTtl).make();
    }

    private Plan make() {
        boolean big = random.nextInt(8) == 0;
        boolean leases = random.nextInt(4) == 0;
        boolean longAway = leases && random.nextBoolean();
        List<Part> parts = new ArrayList<>();
        List<TimedFault> faults =
                longAway ? longAway() : FaultSchedule.seeded(seed, mix).faults();
        faults.forEach(fault -> parts.add(new Part.Fault(fault)));
        int watches = 3 + random.nextInt(4);
        for (int i = 0; i < watches; i++) {
            parts.add(watch("watch-" + i));
        }
        int views = random.nextInt(3);
        for (int i = 0; i < views; i++) {
            String keys = random.nextInt(3) == 0 ? "" : folder();
            parts.add(new Part.Viewing("view-" + i, keys, random.nextBoolean() ? Duration.ZERO : part(0.1, 0.6)));
        }
        int writers = 1 + random.nextInt(3);
        for (int writer = 0; writer < writers; writer++) {
            int bursts = big ? 2 : 3 + random.nextInt(6);
            for (int i = 0; i < bursts; i++) {
                parts.add(new Burst(writer, millis(mix.length().toMillis() * i / bursts), writes(big)));
            }
        }
        if (leases) {
            parts.add(new Leasing("lease-0", leaseTtl, Duration.ZERO, Duration.ZERO));
            parts.add(new Leasing("lease-1", leaseTtl, Duration.ZERO, part(0.2, 0.8)));
        }
        return new Plan(seed, List.copyOf(parts));
    }

    /**
     * No line carries anything until every lease is over: on the server, so that the first answer after it tells, or so
     * long that a client must have given it up by its own clock.
     */
    private List<TimedFault> longAway() {
        LineFault silence = random.nextBoolean() ? new LineFault.Stall() : new LineFault.Block();
        Duration lasts = random.nextBoolean()
                ? leaseTtl.multipliedBy(3).dividedBy(2)
                : leaseTtl.plus(HistoryRun.LEASE_SLACK).plus(BEYOND_ALL_DOUBT);
        return IntStream.range(0, mix.targets())
                .mapToObj(line -> new TimedFault(part(0.1, 0.3), lasts, line, new Harm.Line(silence)))
                .toList();
    }

    private Watching watch(String name) {
        String keys = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> folder() + random.nextInt(3);
            default -> folder();
        };
        Set<WatchFilter> filters = switch (random.nextInt(8)) {
            case 0 -> Set.of(WatchFilter.NO_DELETE);
            case 1 -> Set.of(WatchFilter.NO_PUT);
            default -> Set.of();
        };
        Times times = new Times(
                random.nextInt(3) == 0 ? part(0.1, 0.6) : Duration.ZERO,
                random.nextInt(4) == 0 ? part(0.6, 0.9) : Duration.ZERO,
                random.nextInt(3) == 0 ? millis(1 + random.nextInt(15)) : Duration.ZERO,
                random.nextInt(3) == 0);
        return new Watching(
                name,
                keys,
                Start.values()[random.nextInt(Start.values().length)],
                random.nextBoolean(),
                filters,
                times,
                random.nextInt(3) == 0);
    }

    private List<Write> writes(boolean big) {
        List<Write> writes = new ArrayList<>();
        int count = 1 + random.nextInt(big ? 3 : 10);
        for (int i = 0; i < count; i++) {
            int size = big ? BIG : random.nextInt(60);
            writes.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Write.Delete(key());
                        case 1, 2 -> new Write.Txn(List.of("a/0", "b/1", "c/2", "a/1"), size, "b/2");
                        default -> new Write.Put(key(), size);
                    });
        }
        return writes;
    }

    private String key() {
        return folder() + random.nextInt(3);
    }

    private String folder() {
        return FOLDERS.get(random.nextInt(FOLDERS.size()));
    }

    private Duration part(double least, double most) {
        return millis((long) (mix.length().toMillis() * (least + random.nextDouble() * (most - least))));
    }

    private static Duration millis(long some) {
        return Duration.ofMillis(some);
    }
}
