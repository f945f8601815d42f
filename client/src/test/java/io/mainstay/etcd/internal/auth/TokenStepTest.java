package io.mainstay.etcd.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.internal.auth.TokenState.Absent;
import io.mainstay.etcd.internal.auth.TokenState.Fetching;
import io.mainstay.etcd.internal.auth.TokenState.Held;
import io.mainstay.etcd.internal.auth.TokenState.Rejected;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state of a client's token against each thing that can happen to it. */
class TokenStepTest {
    /** Near the overflow, as a monotonic clock may be. */
    private static final long NOW = Long.MAX_VALUE - 5;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Pass OLD = new Pass(Secret.of("old"));
    private static final Pass NEW = new Pass(Secret.of("new"));
    private static final NoToken WRONG =
            new NoToken(TransportFailure.answered(ErrorCode.INVALID_ARGUMENT, AuthTexts.WRONG_PASSWORD), "http://h:1");
    private static final NoToken AWAY =
            new NoToken(TransportFailure.notSent(ErrorCode.UNAVAILABLE, "refused", null), "http://h:1");

    private static final TokenEffect FETCH = new TokenEffect.Fetch();

    static Stream<Arguments> steps() {
        return Stream.of(
                // The first to ask makes it fetch, the others wait for the same.
                step(new Absent(), asked(null), new Fetching(0), FETCH),
                step(new Fetching(0), asked(null), new Fetching(0)),
                step(new Fetching(0), asked(OLD), new Fetching(0)),
                step(new Fetching(0), new TokenInput.Got(NEW), new Held(NEW), new TokenEffect.Grant(NEW)),
                // One who was refused the pass in use gets another; one who was refused an older one gets this.
                step(new Held(OLD), asked(null), new Held(OLD), new TokenEffect.Grant(OLD)),
                step(new Held(OLD), asked(OLD), new Fetching(0), FETCH),
                step(new Held(NEW), asked(OLD), new Held(NEW), new TokenEffect.Grant(NEW)),
                // Failures.
                step(new Fetching(3), new TokenInput.Failed(AWAY), new Absent(), new TokenEffect.Fail(AWAY)),
                step(
                        new Fetching(0),
                        new TokenInput.Refused(WRONG, NOW),
                        new Rejected(WRONG, NOW + SECOND, 1),
                        new TokenEffect.Fail(WRONG)),
                step(
                        new Fetching(1),
                        new TokenInput.Refused(WRONG, NOW),
                        new Rejected(WRONG, NOW + 2 * SECOND, 2),
                        new TokenEffect.Fail(WRONG)),
                step(
                        new Fetching(1000),
                        new TokenInput.Refused(WRONG, NOW),
                        new Rejected(WRONG, NOW + 8 * SECOND, 1001),
                        new TokenEffect.Fail(WRONG)),
                // The pause: over at its end and not before, across the overflow of the clock too.
                step(
                        new Rejected(WRONG, NOW + SECOND, 1),
                        new TokenInput.Asked(null, NOW + SECOND - 1),
                        new Rejected(WRONG, NOW + SECOND, 1),
                        new TokenEffect.Fail(WRONG)),
                step(
                        new Rejected(WRONG, NOW + SECOND, 1),
                        new TokenInput.Asked(null, NOW + SECOND),
                        new Fetching(1),
                        FETCH),
                // What comes when nothing is being fetched is of no interest.
                step(new Absent(), new TokenInput.Got(NEW), new Absent()),
                step(new Held(NEW), new TokenInput.Failed(AWAY), new Held(NEW)),
                step(new Held(NEW), new TokenInput.Refused(WRONG, NOW), new Held(NEW)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStep(TokenState state, TokenInput input, TokenState next, List<TokenEffect> effects) {
        TokenStep.Next got = TokenStep.step(state, input);
        assertThat(got.state()).isEqualTo(next);
        assertThat(got.effects()).isEqualTo(effects);
    }

    @Test
    void whyThereIsNoToken_saysThatNothingWasSent() {
        assertThat(WRONG.why().sent()).isFalse();
    }

    private static TokenInput asked(@Nullable Pass refused) {
        return new TokenInput.Asked(refused, NOW);
    }

    private static Arguments step(TokenState state, TokenInput input, TokenState next, TokenEffect... effects) {
        return Arguments.of(state, input, next, List.of(effects));
    }
}
