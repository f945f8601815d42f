package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.spi.TransportFailure;

/**
 * How often one call, watch or stream has had its pass refused, and whether it may go on with another. It may, until a
 * token that was fetched after its first refusal is refused as well. When the refusal is not of the token but of the
 * moment, like a change of permissions under way, it may a few times more. A client that can have no other pass goes on
 * with the one it has, once, if that was accepted before.
 *
 * <p>Belongs to whoever owns the call, watch or stream.
 */
public final class Renewals {
    private static final int MOST = 4;

    private int count;
    private boolean accepted;
    private long freshFrom;

    /** Counts a refusal; whether to go on with another pass. */
    public boolean again(Tokens tokens, Pass refused, TransportFailure why) {
        if (!tokens.renews()) {
            boolean once = accepted;
            accepted = false;
            return once;
        }
        if (count == MOST) {
            return false;
        }
        if (count == 0) {
            freshFrom = tokens.issued() + 1;
        } else if (refused.hasToken() && refused.number() >= freshFrom && AuthTexts.refusesThisToken(why)) {
            return false;
        }
        count++;
        return true;
    }

    /** A pass was accepted: what is refused from now on is another matter. */
    public void accepted() {
        count = 0;
        accepted = true;
    }
}
