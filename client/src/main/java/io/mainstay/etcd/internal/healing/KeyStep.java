package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.internal.healing.KeyState.Held;
import io.mainstay.etcd.internal.healing.KeyState.Pending;
import io.mainstay.etcd.internal.healing.KeyState.Putting;
import io.mainstay.etcd.internal.healing.KeyState.Seen;
import io.mainstay.etcd.internal.healing.KeyState.Taken;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a key of a healing lease does next: state and input give state and effects. Pure.
 *
 * <p>Every put names the revision at which the key is expected to stand, so of two puts that are under way at once, one
 * of them with a lost answer, only one can be carried out, and what somebody else has put is never replaced unseen.
 */
final class KeyStep {
    private KeyStep() {}

    /**
     * The outcome of a step.
     *
     * @param state the new state
     * @param effects what to do, in order
     */
    record Next(KeyState state, List<KeyEffect> effects) {
        static Next of(KeyState state, KeyEffect... effects) {
            return new Next(state, List.of(effects));
        }
    }

    /**
     * A step.
     *
     * @param overwrite whether what is somebody else's is replaced when the key is put
     */
    static Next step(KeyState state, KeyInput input, boolean overwrite) {
        if (input instanceof KeyInput.Put) {
            return put(state);
        }
        if (input instanceof KeyInput.LeaseGone) {
            return Next.of(state instanceof Putting putting ? putting.withStale() : new Pending(0));
        }
        if (input instanceof KeyInput.Told told) {
            return told(state, told.seen());
        }
        if (!(state instanceof Putting putting)) {
            return Next.of(state);
        }
        if (putting.stale()) {
            return putting.again() ? send(0, false, false) : Next.of(new Pending(0));
        }
        if (input instanceof KeyInput.Done done) {
            return done(putting, done.revision());
        }
        if (input instanceof KeyInput.Refused refused) {
            return refused(putting, refused, overwrite);
        }
        return failed(putting, (KeyInput.Failed) input);
    }

    private static Next put(KeyState state) {
        if (state instanceof Putting putting) {
            return Next.of(putting.withAgain());
        }
        if (state instanceof Held held) {
            return send(held.mod(), true, false);
        }
        return send(state instanceof Pending pending ? pending.mod() : 0, false, false);
    }

    private static Next send(long mod, boolean wasHeld, boolean restoring) {
        return Next.of(Putting.of(mod, wasHeld, restoring), new KeyEffect.Send(mod));
    }

    private static Next done(Putting putting, long revision) {
        KeyEffect settled = new KeyEffect.Settled(revision);
        if (putting.again()) {
            Putting next = new Putting(revision, true, false, false, putting.restoring(), putting.seen());
            return Next.of(next, settled, new KeyEffect.Send(revision));
        }
        Held held = new Held(revision);
        if (putting.seen().revision() > revision) {
            Next after = told(held, putting.seen());
            return new Next(after.state(), join(settled, after.effects()));
        }
        return putting.restoring() ? Next.of(held, settled, new KeyEffect.Restored()) : Next.of(held, settled);
    }

    private static Next refused(Putting putting, KeyInput.Refused refused, boolean overwrite) {
        if (!refused.foreign() || overwrite) {
            return Next.of(putting.at(refused.mod()), new KeyEffect.Send(refused.mod()));
        }
        Next after = told(new Taken(refused.mod()), putting.seen());
        return new Next(after.state(), join(new KeyEffect.Lost(refused.mod()), after.effects()));
    }

    private static Next failed(Putting putting, KeyInput.Failed failed) {
        if (failed.forGood() && putting.wasHeld()) {
            // The value before stands as it did.
            return told(new Held(putting.mod()), putting.seen());
        }
        return Next.of(new Pending(putting.mod()), new KeyEffect.Retry());
    }

    private static Next told(KeyState state, Seen seen) {
        if (state instanceof Putting putting) {
            return Next.of(seen.revision() > putting.seen().revision() ? putting.withSeen(seen) : putting);
        }
        long known =
                state instanceof Held held ? held.mod() : state instanceof Taken taken ? taken.mod() : Long.MAX_VALUE;
        if (seen.revision() <= known) {
            return Next.of(state);
        }
        return switch (seen.what()) {
            case DELETED -> send(0, false, true);
            case OURS -> Next.of(new Held(seen.revision()));
            case ALTERED -> send(seen.revision(), false, true);
            case FOREIGN ->
                state instanceof Taken
                        ? Next.of(new Taken(seen.revision()))
                        : Next.of(new Taken(seen.revision()), new KeyEffect.Lost(seen.revision()));
        };
    }

    private static List<KeyEffect> join(KeyEffect first, List<KeyEffect> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
