package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mainstay.etcd.internal.watch.Vigil.Act;
import io.mainstay.etcd.internal.watch.Vigil.Phase;
import io.mainstay.etcd.internal.watch.Vigil.Signs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what the vigil over a watch stream does next. */
class VigilTest {
    private static final Signs SILENCE = new Signs(false, false);
    private static final Signs NEWS = new Signs(true, false);
    private static final Signs PROOF = new Signs(true, true);

    @ParameterizedTest(name = "{0} + {1}")
    @MethodSource("table")
    void look(Vigil vigil, Signs signs, Vigil next, Act act) {
        assertThat(vigil.look(signs)).isEqualTo(new Vigil.Next(next, act));
    }

    static Stream<Arguments> table() {
        Vigil begun = at(Phase.RESTING, 0);
        Vigil due = at(Phase.RESTING, 4);
        Vigil asked = at(Phase.ASKED, 0);
        Vigil probed = at(Phase.PROBED, 0);
        Vigil late = at(Phase.PROBED, 2);
        return Stream.of(
                arguments(begun, SILENCE, at(Phase.RESTING, 1), Act.NOTHING),
                arguments(begun, NEWS, at(Phase.RESTING, 1), Act.NOTHING),
                arguments(at(Phase.RESTING, 3), PROOF, begun, Act.NOTHING),
                arguments(due, SILENCE, asked, Act.ASK),
                arguments(due, NEWS, asked, Act.ASK),
                arguments(due, PROOF, begun, Act.NOTHING),
                arguments(asked, SILENCE, probed, Act.PROBE),
                arguments(asked, NEWS, begun, Act.NOTHING),
                arguments(asked, PROOF, begun, Act.NOTHING),
                arguments(probed, SILENCE, at(Phase.PROBED, 1), Act.NOTHING),
                arguments(probed, NEWS, begun, Act.NOTHING),
                arguments(late, PROOF, begun, Act.NOTHING),
                arguments(late, SILENCE, probed, Act.LEAVE));
    }

    private static Vigil at(Phase phase, int ticks) {
        return new Vigil(phase, ticks);
    }
}
