package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.auth.Caller.SignedIn;
import org.jspecify.annotations.Nullable;

/** Makes tokens for users who have signed in, and knows them again. Thread-safe. */
public interface Tokens {
    /**
     * A new token.
     *
     * @param index of the entry of the log that makes it
     */
    String make(SignedIn who, long index);

    /**
     * Whose token it is, or null when it is none, or its time is over.
     *
     * @param revision the revision of users and permissions as it is now
     */
    @Nullable
    SignedIn find(String token, long revision);

    /** Ends what a change ends. */
    void changed(AuthChange change);
}
