package io.mainstay.etcd.kv;

/**
 * A move of a key to another name, with its value and its lease. Immutable; each option method returns a changed copy.
 *
 * @param from the key to move
 * @param to its new name
 * @param target what may be there; by default nothing
 */
public record MoveRequest(Bytes from, Bytes to, Target target) {
    /** What the new name may hold before the move. */
    public enum Target {
        /** Nothing: otherwise nothing is moved. */
        MUST_BE_ABSENT,
        /** Anything: it is replaced. */
        MAY_BE_REPLACED
    }

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when both are the same, which would delete the key
     */
    public MoveRequest {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a key cannot be moved to its own name");
        }
    }

    /** A move to a name that must not exist. */
    public static MoveRequest of(Bytes from, Bytes to) {
        return new MoveRequest(from, to, Target.MUST_BE_ABSENT);
    }

    /** A move to a name that must not exist. */
    public static MoveRequest of(String from, String to) {
        return of(Bytes.utf8(from), Bytes.utf8(to));
    }

    /** Replaces what the new name holds. */
    public MoveRequest replace() {
        return new MoveRequest(from, to, Target.MAY_BE_REPLACED);
    }
}
