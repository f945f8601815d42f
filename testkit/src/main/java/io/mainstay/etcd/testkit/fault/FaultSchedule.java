package io.mainstay.etcd.testkit.fault;

import io.mainstay.etcd.testkit.proxy.LineFault;
import io.mainstay.etcd.testkit.proxy.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Faults with their times. The same seed and mix make the same schedule, so a seed is enough to play it again.
 *
 * @param seed what it was made from
 * @param faults the faults, by the time when they begin
 */
public record FaultSchedule(long seed, List<TimedFault> faults) {
    /** Copies the faults. */
    public FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * A schedule by chance. Two faults never befall the same target at a time, nor two members, so that three of them
     * keep their majority.
     */
    public static FaultSchedule seeded(long seed, FaultMix mix) {
        // Not a Random: it makes much the same of seeds that lie side by side.
        SplittableRandom random = new SplittableRandom(seed);
        List<TimedFault> faults = new ArrayList<>();
        int count = mix.most() == 0 ? 0 : 1 + random.nextInt(mix.most());
        for (int i = 0; i < count; i++) {
            long length = mix.length().toMillis();
            long at = (long) (random.nextDouble() * length * 0.7);
            long lasts = Math.min(length - at, 1 + length / 20 + (long) (random.nextDouble() * length / 3));
            TimedFault fault = new TimedFault(
                    Duration.ofMillis(at), Duration.ofMillis(lasts), random.nextInt(mix.targets()), harm(mix, random));
            if (faults.stream().noneMatch(other -> collide(fault, other))) {
                faults.add(fault);
                if (mix.compactions() && random.nextInt(3) == 0) {
                    Duration during = fault.at().plus(fault.lasts().dividedBy(2));
                    faults.add(new TimedFault(during, Duration.ZERO, fault.target(), new Harm.Compact()));
                }
            }
        }
        faults.sort(Comparator.comparing(TimedFault::at));
        return new FaultSchedule(seed, faults);
    }

    private static boolean collide(TimedFault a, TimedFault b) {
        boolean together = a.at().compareTo(b.until()) <= 0 && b.at().compareTo(a.until()) <= 0;
        return together
                && (a.target() == b.target() || a.harm() instanceof Harm.Member && b.harm() instanceof Harm.Member);
    }

    private static Harm harm(FaultMix mix, SplittableRandom random) {
        if (!mix.members().isEmpty() && random.nextBoolean()) {
            return mix.members().get(random.nextInt(mix.members().size()));
        }
        return new Harm.Line(lineFault(random));
    }

    private static LineFault lineFault(SplittableRandom random) {
        Side side = random.nextBoolean() ? Side.CLIENT : Side.SERVER;
        return switch (random.nextInt(12)) {
            case 0 ->
                new LineFault.Delay(
                        Duration.ofMillis(1 + random.nextInt(20)), Duration.ofMillis(1 + random.nextInt(20)));
            case 1 -> new LineFault.Throttle(20_000 + random.nextInt(200_000));
            case 2 -> new LineFault.Split(1 + random.nextInt(40));
            case 3 -> new LineFault.Merge(100 + random.nextInt(16_000));
            case 4 -> new LineFault.CutAfter(50 + random.nextInt(20_000));
            case 5 -> new LineFault.Block();
            case 6 -> new LineFault.Refuse();
            case 7 -> new LineFault.Stall();
            case 8 -> new LineFault.Blackhole(side);
            case 9 -> new LineFault.HalfOpen(side);
            default -> new LineFault.Cut();
        };
    }

    /** The same with other faults, as when some of them are left out. */
    public FaultSchedule with(List<TimedFault> others) {
        return new FaultSchedule(seed, others);
    }

    /** Puts beginning and end of each fault on a timeline. */
    public void onto(Timeline timeline, Faulted whom) {
        for (TimedFault fault : faults) {
            timeline.at(fault.at(), () -> whom.inflict(fault.target(), fault.harm()));
            if (!(fault.harm() instanceof Harm.Compact)) {
                timeline.at(fault.until(), () -> whom.heal(fault.target(), fault.harm()));
            }
        }
    }

    /** A line for the seed and one for each fault. */
    @Override
    public String toString() {
        return "faults of seed " + seed + ":"
                + faults.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
    }
}
