package io.mainstay.etcd.embedded.internal.cluster;

/**
 * What a member knows of its cluster.
 *
 * @param leader who leads; 0 for nobody
 * @param term the raft term
 * @param whole whether it reaches all others
 */
record Sight(long leader, long term, boolean whole) {
    boolean isLed() {
        return leader != 0;
    }
}
