package io.mainstay.etcd.embedded.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When history is forgotten, by a table of times and revisions. */
class CompactionRuleTest {
    /** Asks a rule at each of its times, while the revision grows by so many, and gives what it said. */
    private static List<Long> ask(CompactionRule rule, int times, int growth) {
        long now = 0;
        long revision = 1;
        rule.begin(now, revision);
        List<Long> said = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            now += rule.interval().toNanos();
            revision += growth;
            long due = rule.due(now, revision);
            said.add(due);
            if (due > 0) {
                rule.done(now, due);
            }
        }
        return said;
    }

    @Test
    void keepsSoManyRevisions() {
        RevisionRule rule = new RevisionRule(100);
        assertThat(rule.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(ask(rule, 5, 40)).containsExactly(0L, 0L, 21L, 61L, 101L);
        assertThat(rule.due(0, 201)).as("what was done already").isZero();
    }

    @Test
    void keepsAShortPeriod() {
        PeriodRule rule = new PeriodRule(Duration.ofMinutes(10));
        assertThat(rule.interval()).isEqualTo(Duration.ofMinutes(1));
        List<Long> said = ask(rule, 30, 1);
        assertThat(said.subList(0, 9)).containsOnly(0L);
        assertThat(said.get(9)).as("the newest of ten minutes ago").isEqualTo(1);
        assertThat(said.get(19)).isEqualTo(10);
        assertThat(said.get(29)).isEqualTo(20);
        assertThat(said.stream().filter(each -> each > 0)).hasSize(3);
    }

    @Test
    void keepsALongPeriodAndLooksEveryHour() {
        PeriodRule rule = new PeriodRule(Duration.ofHours(3));
        assertThat(rule.interval()).isEqualTo(Duration.ofMinutes(6));
        List<Long> said = ask(rule, 60, 1);
        assertThat(said.subList(0, 29)).containsOnly(0L);
        assertThat(said.get(29)).isEqualTo(1);
        assertThat(said.get(39)).isEqualTo(10);
        assertThat(said.get(49)).isEqualTo(20);
    }

    @Test
    void forgetsNothingTwice() {
        assertThat(ask(new PeriodRule(Duration.ofMinutes(10)), 40, 0).stream().filter(each -> each > 0))
                .containsExactly(1L);
    }

    @Test
    void triesAgainSoonWhatWasRefused() {
        PeriodRule rule = new PeriodRule(Duration.ofMinutes(10));
        long minute = Duration.ofMinutes(1).toNanos();
        rule.begin(0, 5);
        for (int i = 1; i < 10; i++) {
            rule.due(i * minute, 5 + i);
        }
        assertThat(rule.due(10 * minute, 15)).isEqualTo(5);
        assertThat(rule.due(11 * minute, 16)).isEqualTo(5);
        assertThat(rule.due(12 * minute, 17)).isEqualTo(6);
    }
}
