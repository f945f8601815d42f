package io.mainstay.etcd.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterTest {
    private static final long NOW = Long.MAX_VALUE - 50;
    private static final long ASIDE = 100;

    /** Lines a, b, c. A letter fails the line, a capital answers for it, a dot lets 60 of 100 units of time pass. */
    @ParameterizedTest
    @CsvSource({
        "'', a",
        "a, b",
        "aaaa, b",
        "b, a",
        "ab, c",
        "abc, a",
        "abca, b",
        "a..b, c",
        "a..bc, a",
        "a.b.c, a",
        "aA, b",
        "aAb, c",
        "aAbc, a",
        "abcB, b",
        "abcABC, a",
        "abc..c, a",
        "bca, b"
    })
    void steps(String steps, String inUse) {
        Roster<String> roster = Roster.of(List.of("a", "b", "c"));
        long now = NOW;
        for (char step : steps.toCharArray()) {
            String line = String.valueOf(Character.toLowerCase(step));
            if (step == '.') {
                now += 60;
            } else if (Character.isUpperCase(step)) {
                roster = roster.answered(line);
            } else if (roster.isNews(line, now)) {
                roster = roster.failed(line, now, ASIDE);
            }
        }
        assertThat(roster.inUse()).isEqualTo(inUse);
    }

    @Test
    void oneLineIsAlwaysInUse() {
        Roster<String> roster = Roster.of(List.of("a")).failed("a", NOW, ASIDE).failed("a", NOW, ASIDE);
        assertThat(roster.inUse()).isEqualTo("a");
        assertThat(roster.allFailed()).isTrue();
        assertThat(roster.hasBetterThan("a", NOW, RosterTest::isName)).isFalse();
        assertThat(roster.answered("a").allFailed()).isFalse();
    }

    @Test
    void aFailureOfAStranger_isNoNews() {
        assertThat(Roster.of(List.of("a")).isNews("x", NOW)).isFalse();
        assertThat(Roster.of(List.of("a", "b")).answered("x")).isEqualTo(Roster.of(List.of("a", "b")));
    }

    @Test
    void replaced_keepsTheLineInUseAndHowTheOthersStand() {
        Roster<String> roster = Roster.of(List.of("a", "b")).failed("a", NOW, ASIDE);
        Roster<String> next = roster.replaced(List.of("c", "a", "b"), NOW, RosterTest::isName);
        assertThat(next.inUse()).isEqualTo("b");
        assertThat(next.place("a")).map(Roster.Place::failures).contains(1);
        assertThat(next.replaced(List.of("a", "c"), NOW, RosterTest::isName).inUse())
                .isEqualTo("c");
        assertThat(next.replaced(List.of("a"), NOW, RosterTest::isName).inUse()).isEqualTo("a");
    }

    @Test
    void aNameIsLeftForWhatIsBehindIt() {
        Roster<String> roster = Roster.of(List.of("name"));
        Roster<String> found = roster.replaced(List.of("a", "b", "name"), NOW, RosterTest::isName);
        assertThat(found.inUse()).isEqualTo("a");
        Roster<String> failed = found.failed("a", NOW, ASIDE).failed("b", NOW, ASIDE);
        assertThat(failed.inUse()).as("looked up again when all have failed").isEqualTo("name");
        assertThat(failed.hasBetterThan("b", NOW, RosterTest::isName)).isFalse();
        assertThat(failed.replaced(List.of("a", "b", "name"), NOW, RosterTest::isName)
                        .inUse())
                .isEqualTo("a");
    }

    private static boolean isName(String line) {
        return line.equals("name");
    }
}
