package io.mainstay.etcd.testkit.junit;

/** What a server holds for its clients at the moment. */
public interface ServerGauges {
    /** How many watches there are, over all streams. */
    int watchers();

    /** How many streams are open. */
    int streams();

    /** How many leases there are. */
    int leases();

    /** Whether there is nothing. */
    default boolean quiet() {
        return watchers() == 0 && streams() == 0 && leases() == 0;
    }
}
