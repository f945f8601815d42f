package io.mainstay.etcd.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequirementTest {
    private final Requirement part = Requirement.of("part", "part of RequirementTest", "make one");
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream loud = new PrintStream(said, true, UTF_8);

    @Test
    void givesWhatWasFound() {
        assertThat(part.orSkip(Optional.of("it"), Map.of(), loud)).isEqualTo("it");
        assertThat(part.orSkip(Optional.of("it"), Map.of("MAINSTAY_REQUIRE", "part"), loud))
                .isEqualTo("it");
        assertThat(said.toString(UTF_8)).isEmpty();
    }

    @Test
    void skipsWhatIsMissingAndSaysHowToGetIt() {
        assertThatThrownBy(() -> part.orSkip(Optional.empty(), Map.of("MAINSTAY_REQUIRE", "parts,other"), loud))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("SKIPPED: part of RequirementTest not found; make one");
        assertThat(said.toString(UTF_8)).startsWith("SKIPPED: part of RequirementTest not found; make one");
    }

    @Test
    void failsWhereTheMissingIsRequired() {
        assertThatThrownBy(() -> part.orSkip(Optional.empty(), Map.of("MAINSTAY_REQUIRE", "other, part"), loud))
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(TestAbortedException.class)
                .hasMessage("MAINSTAY_REQUIRE asks for part, but part of RequirementTest not found; make one");
    }
}
