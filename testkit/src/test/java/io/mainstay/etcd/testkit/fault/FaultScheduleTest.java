package io.mainstay.etcd.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.testkit.fault.Harm.Member;
import io.mainstay.etcd.testkit.proxy.LineFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final FaultMix MIX =
            FaultMix.lines(Duration.ofSeconds(1), 3, 8).withCompactions().withMembers(Member.KILL, Member.PAUSE);

    @Test
    void aSeedSaysItAll() {
        assertThat(FaultSchedule.seeded(7, MIX)).isEqualTo(FaultSchedule.seeded(7, MIX));
        assertThat(FaultSchedule.seeded(7, MIX)).isNotEqualTo(FaultSchedule.seeded(8, MIX));
    }

    @Test
    void manySeedsHaveEveryKindOfFault() {
        Set<Class<?>> kinds = LongStream.range(0, 300)
                .boxed()
                .flatMap(seed -> FaultSchedule.seeded(seed, MIX).faults().stream())
                .map(fault -> fault.harm() instanceof Harm.Line line
                        ? line.fault().getClass()
                        : fault.harm().getClass())
                .collect(Collectors.toSet());
        assertThat(kinds)
                .contains(Member.class, Harm.Compact.class)
                .containsAll(List.of(LineFault.class.getPermittedSubclasses()));
    }

    @Test
    void noTwoFaultsBefallOneTargetOrTwoMembersAtATime() {
        for (long seed = 0; seed < 300; seed++) {
            List<TimedFault> lasting = FaultSchedule.seeded(seed, MIX).faults().stream()
                    .filter(fault -> !(fault.harm() instanceof Harm.Compact))
                    .toList();
            for (TimedFault a : lasting) {
                assertThat(a.until()).isLessThanOrEqualTo(MIX.length());
                for (TimedFault b : lasting) {
                    boolean exclude =
                            a.target() == b.target() || a.harm() instanceof Member && b.harm() instanceof Member;
                    if (a != b && exclude) {
                        assertThat(a.until().compareTo(b.at()) < 0 || b.until().compareTo(a.at()) < 0)
                                .as("seed %s: %s and %s", seed, a, b)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void playsEachFaultAndHealsIt() {
        FaultSchedule schedule = new FaultSchedule(
                1,
                List.of(
                        new TimedFault(
                                Duration.ofMillis(10), Duration.ofMillis(30), 0, new Harm.Line(new LineFault.Cut())),
                        new TimedFault(Duration.ofMillis(20), Duration.ofMillis(5), 1, Member.KILL),
                        new TimedFault(Duration.ofMillis(22), Duration.ZERO, 1, new Harm.Compact())));
        List<String> done = new ArrayList<>();
        Timeline timeline = new Timeline(new JumpingClock());
        schedule.onto(timeline, new Faulted() {
            @Override
            public void inflict(int target, Harm harm) {
                done.add("inflict " + target + " " + harm);
            }

            @Override
            public void heal(int target, Harm harm) {
                done.add("heal " + target + " " + harm);
            }
        });
        timeline.run();
        assertThat(done)
                .containsExactly(
                        "inflict 0 Cut[]", "inflict 1 KILL", "inflict 1 Compact[]", "heal 1 KILL", "heal 0 Cut[]");
        assertThat(schedule).hasToString("""
                faults of seed 1:
                  at 10 ms for 30 ms to 0: Cut[]
                  at 20 ms for 5 ms to 1: KILL
                  at 22 ms for 0 ms to 1: Compact[]""");
    }

    /** Each wait is over at once, and the time has passed. */
    private static final class JumpingClock implements Clock {
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            now += delay.toNanos();
            task.run();
            return Cancellable.NONE;
        }
    }
}
