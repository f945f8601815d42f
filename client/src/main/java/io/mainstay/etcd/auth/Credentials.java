package io.mainstay.etcd.auth;

import java.util.Objects;

/** Who a client is to etcd. A client without any is anonymous, or the user its TLS certificate names. */
public sealed interface Credentials {
    /** A user with a password, for which the client gets tokens when it needs them. */
    static Credentials user(String name, Secret password) {
        return new Password(name, password);
    }

    /** A token that was made elsewhere, like a JWT; the client sends it as it is and cannot renew it. */
    static Credentials token(Secret token) {
        return new Token(token);
    }

    /**
     * A user with a password.
     *
     * @param name the user; not empty
     * @param password the password
     */
    record Password(String name, Secret password) implements Credentials {
        /** Checks the name. */
        public Password {
            Objects.requireNonNull(password, "password");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a user needs a name");
            }
        }
    }

    /**
     * A token that was made elsewhere.
     *
     * @param token the token
     */
    record Token(Secret token) implements Credentials {}
}
