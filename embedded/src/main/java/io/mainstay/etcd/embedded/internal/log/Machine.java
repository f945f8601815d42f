package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.List;

/** The state that {@linkplain Entry entries} change, one at a time. Every method may throw {@link Refused}. */
public interface Machine {
    /** Writes a key. */
    PutResult put(PutRequest request);

    /** Deletes keys. */
    DeleteResult deleteRange(DeleteRequest request);

    /** Runs a transaction. */
    TxnResult txn(TxnRequest request);

    /** Forgets history before a revision, and gives the newest. */
    long compact(long revision);

    /** Grants a lease, and gives its life in seconds. */
    long grant(long id, long ttl);

    /** Ends a lease and deletes its keys, in one revision, and gives the newest. */
    long revoke(long id);

    /** Lists, raises or clears alarms. */
    List<Alarm> alarm(AlarmRequest request);

    /** Adds a member, and gives all. */
    List<Member> addMember(Member member);

    /** Removes a member, and gives those that are left. */
    List<Member> removeMember(long id);

    /** Changes where others reach a member, and gives all. */
    List<Member> updateMember(long id, List<String> peerUrls);

    /** Begins a downgrade to a version, or ends the one that is under way when that is empty; gives it back. */
    String downgrade(String version);
}
