package io.mainstay.etcd.kv;

/**
 * What every answer of etcd begins with.
 *
 * @param clusterId the cluster that answered (an unsigned number); a change means "another cluster"
 * @param memberId the member that answered (an unsigned number)
 * @param revision the store's revision when the answer was made, also for a read of an older one; 0 where etcd sends
 *     none (cluster calls, some parts of a transaction's answer)
 * @param raftTerm the raft term of the member (an unsigned number)
 */
public record ResponseHeader(long clusterId, long memberId, long revision, long raftTerm) {
    /** A header with nothing in it, as inside the answer of a nested transaction. */
    public static final ResponseHeader EMPTY = new ResponseHeader(0, 0, 0, 0);

    /** A header with a revision only, as inside a transaction's answer. */
    public static ResponseHeader ofRevision(long revision) {
        return new ResponseHeader(0, 0, revision, 0);
    }
}
