package io.mainstay.etcd.testkit.differential;

/**
 * One operation and who asks for it.
 *
 * @param pass which of the tokens that were got goes with it; negative for one of the two below
 * @param operation what is asked for
 * @param slot where to keep the token, when it is one that is asked for
 */
record AuthStep(int pass, Operation<?, ?> operation, int slot) {
    /** No token. */
    static final int NOBODY = -1;

    /** A token that is none. */
    static final int NONSENSE = -2;

    @Override
    public String toString() {
        return operation + " with " + (pass == NOBODY ? "no token" : pass == NONSENSE ? "nonsense" : "token " + pass);
    }
}
