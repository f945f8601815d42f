package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.internal.auth.TokenState.Absent;
import io.mainstay.etcd.internal.auth.TokenState.Fetching;
import io.mainstay.etcd.internal.auth.TokenState.Held;
import io.mainstay.etcd.internal.auth.TokenState.Rejected;
import java.time.Duration;
import java.util.List;

/** What a client does next about its token: state and input give state and effects. Pure. */
final class TokenStep {
    /** The first pause after a rejection; each further one doubles it. */
    static final Duration PAUSE_FIRST = Duration.ofSeconds(1);

    /** The longest pause, and so how long a corrected password may go unnoticed. */
    static final Duration PAUSE_MOST = Duration.ofSeconds(8);

    private TokenStep() {}

    /**
     * The outcome of a step.
     *
     * @param state the new state
     * @param effects what to do, in order
     */
    record Next(TokenState state, List<TokenEffect> effects) {
        static Next of(TokenState state, TokenEffect... effects) {
            return new Next(state, List.of(effects));
        }
    }

    static Next step(TokenState state, TokenInput input) {
        if (input instanceof TokenInput.Asked asked) {
            return asked(state, asked);
        }
        if (!(state instanceof Fetching fetching)) {
            return Next.of(state);
        }
        if (input instanceof TokenInput.Got got) {
            return Next.of(new Held(got.pass()), new TokenEffect.Grant(got.pass()));
        }
        if (input instanceof TokenInput.Refused refused) {
            int rejections = fetching.rejections() + 1;
            long until = refused.now() + pause(rejections).toNanos();
            return Next.of(new Rejected(refused.why(), until, rejections), new TokenEffect.Fail(refused.why()));
        }
        return Next.of(new Absent(), new TokenEffect.Fail(((TokenInput.Failed) input).why()));
    }

    private static Next asked(TokenState state, TokenInput.Asked asked) {
        if (state instanceof Fetching) {
            return Next.of(state);
        }
        if (state instanceof Held held && held.pass() != asked.refused()) {
            return Next.of(state, new TokenEffect.Grant(held.pass()));
        }
        if (state instanceof Rejected rejected) {
            return asked.now() - rejected.until() < 0
                    ? Next.of(state, new TokenEffect.Fail(rejected.why()))
                    : Next.of(new Fetching(rejected.rejections()), new TokenEffect.Fetch());
        }
        return Next.of(new Fetching(0), new TokenEffect.Fetch());
    }

    private static Duration pause(int rejections) {
        Duration doubled = PAUSE_FIRST.multipliedBy(1L << Math.min(rejections - 1, 10));
        return doubled.compareTo(PAUSE_MOST) < 0 ? doubled : PAUSE_MOST;
    }
}
