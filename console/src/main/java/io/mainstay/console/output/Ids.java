package io.mainstay.console.output;

/** Ids as etcd's tools write them: in hexadecimal, leases with all their digits, members and clusters without zeros. */
public final class Ids {
    private Ids() {}

    /** A lease's id, as {@code 0000000000001234}. */
    public static String lease(long id) {
        return String.format("%016x", id);
    }

    /** A member's or cluster's id in a sentence of etcdctl's, which sets it at the right of 16 places. */
    public static String padded(long id) {
        return String.format("%16x", id);
    }

    /** A member's or cluster's id, as {@code 628170c800dbcee}. */
    public static String member(long id) {
        return Long.toHexString(id);
    }
}
