package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequirementTest {
    private final Requirement part = Requirement.of("part", "part of RequirementTest", "make one");

    @Test
    void givesWhatWasFound() {
        assertThat(part.orSkip(Optional.of("it"), Map.of())).isEqualTo("it");
        assertThat(part.orSkip(Optional.of("it"), Map.of("MAINSTAY_REQUIRE", "part")))
                .isEqualTo("it");
    }

    @Test
    void skipsWhatIsMissingAndSaysHowToGetIt() {
        assertThatThrownBy(() -> part.orSkip(Optional.empty(), Map.of("MAINSTAY_REQUIRE", "parts,other")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("SKIPPED: part of RequirementTest not found; make one");
    }

    @Test
    void failsWhereTheMissingIsRequired() {
        assertThatThrownBy(() -> part.orSkip(Optional.empty(), Map.of("MAINSTAY_REQUIRE", "other, part")))
                .isInstanceOf(AssertionError.class)
                .isNotInstanceOf(TestAbortedException.class)
                .hasMessage("MAINSTAY_REQUIRE asks for part, but part of RequirementTest not found; make one");
    }
}
