package io.mainstay.etcd.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a watch resumes, and how far it says to be complete, after what a server may send. */
class ResumePointTest {
    private static final ResumePoint NOW = ResumePoint.startingAt(0);
    private static final ResumePoint AT7 = ResumePoint.startingAt(7);

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void standsAt(String what, ResumePoint point, long resumesAt, long completeUpTo) {
        assertThat(point.next()).as("resumes at").isEqualTo(resumesAt);
        assertThat(point.completeUpTo()).as("complete up to").isEqualTo(completeUpTo);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments("never accepted", NOW, 0, 0),
                arguments("accepted from now", NOW.accepted(41), 42, 41),
                arguments("accepted from a revision", AT7.accepted(41), 7, 6),
                arguments("events", AT7.seen(9), 10, 9),
                arguments("old events", AT7.seen(9).seen(8), 10, 9),
                arguments("a notice", AT7.noticed(20), 21, 20),
                arguments("one answer is told and not relied on", AT7.answered(20), 7, 20),
                arguments("two answers", AT7.answered(20).answered(30), 21, 30),
                arguments("two answers of the same", AT7.answered(20).answered(20), 21, 20),
                arguments("an answer between events", AT7.answered(20).seen(20), 21, 20),
                arguments(
                        "an answer of another stream is not relied on",
                        AT7.answered(20).accepted(25).answered(30),
                        7,
                        30),
                arguments("an older answer", AT7.answered(20).answered(19), 21, 20));
    }
}
