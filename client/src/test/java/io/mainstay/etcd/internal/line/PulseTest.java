package io.mainstay.etcd.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.internal.line.Pulse.Act;
import io.mainstay.etcd.internal.line.Pulse.Next;
import io.mainstay.etcd.internal.line.Pulse.Phase;
import io.mainstay.etcd.internal.line.Pulse.Signs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {
    private static final Signs SILENCE = new Signs(true, false, false, false, true);
    private static final Signs ASKED = new Signs(true, true, false, false, true);
    private static final Signs HEARD = new Signs(true, false, true, false, true);
    private static final Signs NOTHING = new Signs(false, false, false, false, true);

    /** A sign per tick: s silence, a asked, h heard, n nothing waits, r refused, o silence with nowhere to go. */
    @ParameterizedTest
    @CsvSource({
        "n, CALM, ''",
        "s, WAITING, ''",
        "ss h n, CALM, ''",
        "s sssss, WAITING, ''",
        "s ssssss, PROBING, P",
        "s aaaaaa, PROBING, P",
        "s sssss h sssss, WAITING, ''",
        "s ssssss h, WAITING, P",
        "s ssssss sssss, PROBING, P",
        "s ssssss ssssss, LEFT, PL",
        "s ssssss r, LEFT, PL",
        "s ssssss oooooooooooo, PROBING, P",
        "s ssssss oooooooooooo s, LEFT, PL",
        "s ssssss ssssss ssssssssssss, LEFT, PL",
        "s ssssss ssssss a ssssss ssssss, LEFT, PLPL",
        "s ssssss ssssss h, WAITING, PL",
        "s ssssss nnnnnn, LEFT, PL"
    })
    void signs(String signs, Phase phase, String acts) {
        Pulse pulse = Pulse.CALM;
        StringBuilder done = new StringBuilder();
        for (char sign : signs.replace(" ", "").toCharArray()) {
            Next next = pulse.step(sign(sign));
            pulse = next.pulse();
            done.append(next.act() == Act.NONE ? "" : next.act().name().substring(0, 1));
        }
        assertThat(pulse.phase()).isEqualTo(phase);
        assertThat(done.toString()).isEqualTo(acts);
    }

    @Test
    void whatWaitsLongOnALineThatAnswersProbes_isAskedAboutEverMoreSeldom() {
        Pulse pulse = Pulse.CALM;
        List<Integer> probes = new ArrayList<>();
        boolean answer = false;
        for (int tick = 0; tick < 1000; tick++) {
            Next next = pulse.step(answer ? HEARD : SILENCE);
            pulse = next.pulse();
            answer = next.act() == Act.PROBE;
            if (answer) {
                probes.add(tick);
            }
        }
        assertThat(probes).startsWith(6, 19).hasSizeBetween(10, 14);
        int last = probes.size() - 1;
        assertThat(probes.get(last) - probes.get(last - 1)).isEqualTo(Pulse.SELDOM + 1);
        Next asked = pulse.step(ASKED);
        assertThat(asked.pulse().patience()).as("a new call counts anew").isEqualTo(Pulse.FIRST);
    }

    @Test
    void aFalseAlarm_makesMorePatientForAWhile() {
        Pulse pulse = Pulse.CALM;
        for (int i = 0; i < 13; i++) {
            pulse = pulse.step(SILENCE).pulse();
        }
        assertThat(pulse.phase()).isEqualTo(Phase.LEFT);
        pulse = pulse.step(HEARD).pulse();
        assertThat(pulse.slack()).isEqualTo(2 * Pulse.FIRST);
        for (int i = 0; i < 20; i++) {
            pulse = pulse.step(HEARD).pulse();
        }
        assertThat(pulse.slack()).isEqualTo(Pulse.FIRST);
    }

    private static Signs sign(char letter) {
        return switch (letter) {
            case 's' -> SILENCE;
            case 'a' -> ASKED;
            case 'h' -> HEARD;
            case 'n' -> NOTHING;
            case 'r' -> new Signs(true, false, false, true, true);
            case 'o' -> new Signs(true, false, false, false, false);
            default -> throw new IllegalArgumentException("no sign: " + letter);
        };
    }
}
