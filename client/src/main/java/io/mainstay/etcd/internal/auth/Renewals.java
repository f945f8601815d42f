package io.mainstay.etcd.internal.auth;

/**
 * How often in a row one call, watch or stream has had its pass refused, and whether it may go on with another.
 *
 * <p>One other would do, if nothing else happened meanwhile. But a token may end, a permission change, or
 * authentication be switched, while its call is still on the way, so a few are allowed before the refusal is taken
 * for the truth. A client that can have no other pass goes on with the one it has, once, if that was accepted before.
 *
 * <p>Belongs to whoever owns the call, watch or stream.
 */
public final class Renewals {
    private static final int MOST = 3;

    private int count;
    private boolean accepted;

    /** Counts a refusal; whether to go on with another pass. */
    public boolean again(Tokens tokens) {
        int most = tokens.renews() ? MOST : accepted ? 1 : 0;
        count++;
        return count <= most;
    }

    /** A pass was accepted: what is refused from now on is another matter. */
    public void accepted() {
        count = 0;
        accepted = true;
    }
}
