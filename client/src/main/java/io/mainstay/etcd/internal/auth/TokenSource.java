package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.Cancellable;
import java.util.function.Consumer;

/** Where tokens come from. */
public interface TokenSource {
    /**
     * Fetches a token. Does not block.
     *
     * @param outcome is given the outcome, once, on any thread and maybe before this returns
     * @return stops it; then there is no outcome, or one that nobody minds
     */
    Cancellable fetch(Consumer<Fetched> outcome);

    /** What to do about a token that is refused and cannot be renewed; for people. */
    String hint();

    /** What came of it. */
    sealed interface Fetched {
        /** There it is. */
        record Token(Secret token) implements Fetched {}

        /** Authentication is off. */
        record NotNeeded() implements Fetched {}

        /** There is none for these credentials, and asking again at once would only burden the server. */
        record Refused(NoToken why) implements Fetched {}

        /** There is none now. */
        record Failed(NoToken why) implements Fetched {}
    }
}
