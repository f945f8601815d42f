package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.internal.auth.TokenSource.Fetched;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pass of a client, for whatever is about to call: {@link #current()} when it is at hand, else {@link #ask}. One
 * token is fetched for all who wait, however many they are.
 *
 * <p>State and those who wait belong to one serial executor. Nobody is called under a lock, and no thread waits.
 */
public final class Tokens implements AutoCloseable {
    private final SerialExecutor owner = new SerialExecutor();
    private final @Nullable TokenSource source;
    private final Clock clock;
    private final String hint;

    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private TokenState state;
    private Cancellable fetching = Cancellable.NONE;
    private boolean closed;

    private volatile @Nullable Pass current;

    private Tokens(@Nullable TokenSource source, Clock clock, TokenState state, String hint) {
        this.source = source;
        this.clock = clock;
        this.state = state;
        this.hint = hint;
        this.current = state instanceof TokenState.Held held ? held.pass() : null;
    }

    /** A client that says nothing of who it is. */
    public static Tokens nobody(Clock clock) {
        return new Tokens(
                null,
                clock,
                new TokenState.Held(Pass.NOBODY),
                "the server wants to know who calls; give the client a user and password");
    }

    /** A client with a token that stays as it is. */
    public static Tokens fixed(Secret token, Clock clock) {
        return new Tokens(
                null,
                clock,
                new TokenState.Held(new Pass(token)),
                "the client was given this token and cannot renew it; give it a new one, or a user and password");
    }

    /** A client whose tokens come from a source. */
    public static Tokens from(TokenSource source, Clock clock) {
        return new Tokens(source, clock, new TokenState.Absent(), source.hint());
    }

    /** Who waits for a pass. Called once, on any thread; must not block. */
    public interface Waiter {
        /** There it is. */
        void granted(Pass pass);

        /** There is none. */
        void failed(NoToken why);
    }

    /** The pass to go with, or null when it must be asked for. */
    public @Nullable Pass current() {
        return current;
    }

    /**
     * Asks for a pass.
     *
     * @param refused the pass that was refused to the one who asks, who will not get the same again if the client can
     *     have another; or null
     * @return takes the question back
     */
    public Cancellable ask(@Nullable Pass refused, Waiter waiter) {
        Waiting asker = new Waiting(waiter);
        owner.execute(() -> {
            if (!closed) {
                waiting.add(asker);
                step(new TokenInput.Asked(renews() ? refused : null, clock.nanoTime()));
            }
        });
        return () -> owner.execute(() -> waiting.remove(asker));
    }

    /** Whether a pass that is refused can be followed by another. */
    boolean renews() {
        return source != null;
    }

    /** What to do about a refused token, for people. */
    public String hint() {
        return hint;
    }

    /** Stops fetching. Those who wait are told nothing any more: they end with the client. */
    @Override
    public void close() {
        owner.execute(() -> {
            closed = true;
            waiting.clear();
            fetching.cancel();
        });
    }

    private void step(TokenInput input) {
        TokenStep.Next next = TokenStep.step(state, input);
        state = next.state();
        current = state instanceof TokenState.Held held ? held.pass() : null;
        next.effects().forEach(this::carryOut);
    }

    private void carryOut(TokenEffect effect) {
        if (effect instanceof TokenEffect.Grant grant) {
            takeWaiting().forEach(asker -> asker.waiter.granted(grant.pass()));
        } else if (effect instanceof TokenEffect.Fail fail) {
            takeWaiting().forEach(asker -> asker.waiter.failed(fail.why()));
        } else if (source != null) {
            fetching = source.fetch(fetched -> owner.execute(() -> arrived(fetched)));
        }
    }

    private List<Waiting> takeWaiting() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void arrived(Fetched fetched) {
        if (closed) {
            return;
        }
        if (fetched instanceof Fetched.Token token) {
            step(new TokenInput.Got(new Pass(token.token())));
        } else if (fetched instanceof Fetched.NotNeeded) {
            step(new TokenInput.Got(new Pass(null)));
        } else if (fetched instanceof Fetched.Refused refused) {
            step(new TokenInput.Refused(refused.why(), clock.nanoTime()));
        } else if (fetched instanceof Fetched.Failed failed) {
            step(new TokenInput.Failed(failed.why()));
        }
    }

    /** One who waits, told apart from others that are equal. */
    private static final class Waiting {
        private final Waiter waiter;

        private Waiting(Waiter waiter) {
            this.waiter = waiter;
        }
    }
}
