package io.mainstay.etcd.testkit.differential;

/** Where two right answers may differ, and why. Everything else must be equal. */
enum AllowedDifference {
    /** Cluster id, member id and raft term: each server has its own. */
    WHO_ANSWERED,

    /** What a lease has left, by a few seconds: it depends on when each server was asked. */
    TIME_LEFT,

    /** The keys of a lease, in any order: etcd keeps them in a hash map. */
    ORDER_OF_A_LEASES_KEYS,

    /** All leases, in any order: etcd orders them by their end, which depends on when each server granted them. */
    ORDER_OF_LEASES,

    /**
     * Keys that are equal in what a range is sorted by, in any order, and with a limit any of them: etcd's sort is not
     * stable. What they are sorted by must be equal at each place.
     */
    TIES_OF_A_SORT,

    /** The lease of a key in an answer with keys only: etcd 3.7 leaves it out (its issue 22209), 3.6 does not. */
    LEASE_WITH_KEYS_ONLY,

    /**
     * Which of its two faults a put in a transaction is refused for, when its lease is unknown and the key whose value
     * or lease it keeps is missing: etcd 3.7 looks at the lease first, 3.6 at the key.
     */
    FAULT_OF_A_PUT_IN_A_TRANSACTION,

    /**
     * Which of several faults of its operations a transaction is refused for: an etcd 3.5 looks at all puts first, and
     * then at the ranges; later ones look at one operation after the other, as the embedded etcd does.
     */
    FAULT_OF_AN_OPERATION_IN_A_TRANSACTION,

    /** Who may ask whether authentication is on: from etcd 3.7 on everybody may, before only root. */
    AUTH_STATUS_FOR_ALL,

    /**
     * Which of its two faults a grant of no permission at all is refused for, when who asks may not grant any: the
     * embedded etcd finds such a message wrong before it looks at who sent it.
     */
    FAULT_OF_A_GRANT_OF_NOTHING,

    /**
     * The hash of all keys, and how large a message is that is refused for its size, where a layer of the client
     * changes keys or values on their way.
     */
    WHAT_A_LAYER_CHANGES
}
