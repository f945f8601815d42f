package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.TransportFailure;

/** What etcd says about who calls. The words, not the codes, are what stays the same across its versions. */
public final class AuthTexts {
    /** The token is not known, or its time is up. */
    public static final String INVALID_TOKEN = "etcdserver: invalid auth token";

    /** Users, roles or permissions have changed since the token was made, or while the call was on its way. */
    public static final String OLD_REVISION = "etcdserver: revision of auth store is old";

    /** {@link #OLD_REVISION} in the words of etcd before 3.4. */
    public static final String OLD_REVISION_EARLY = "auth: revision in header is old";

    /** Authentication is on, and the call came without a token. */
    public static final String NOBODY = "etcdserver: user name is empty";

    /** No such user, or not that password. */
    public static final String WRONG_PASSWORD = "etcdserver: authentication failed, invalid user ID or password";

    /** The user was made for certificates, and has no password. */
    public static final String NO_PASSWORD_USER =
            "auth: authentication failed, password was given for no password user";

    /** Authentication is off, so there are no tokens. */
    public static final String OFF = "etcdserver: authentication is not enabled";

    private AuthTexts() {}

    /** Whether a server refused a call or stream because of its token, so that it surely did nothing. */
    public static boolean refusesToken(TransportFailure failure) {
        return failure.code() == ErrorCode.UNAUTHENTICATED && failure.cause() == null
                || switch (failure.text()) {
                    case INVALID_TOKEN, OLD_REVISION, OLD_REVISION_EARLY, NOBODY -> true;
                    default -> false;
                };
    }
}
