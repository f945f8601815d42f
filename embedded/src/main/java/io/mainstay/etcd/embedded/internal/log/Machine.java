package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.Caller;
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
    /** Carries out what somebody asked for, as far as they have the right to it. */
    <R> R by(Caller caller, Entry<R> entry);

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

    /** Records what a lease has left in seconds, and gives that back. */
    long checkpoint(long id, long remainder);

    /** Changes users, roles or permissions, and gives the newest revision of the store. */
    long change(AuthChange change);

    /** Takes note that a user has shown the right password. */
    SignedIn signIn(String user);

    /**
     * What a token is made of.
     *
     * @param caller the user, at the revision of users and roles that was right then
     * @param index the number of the entry
     */
    record SignedIn(Caller.SignedIn caller, long index) {}

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
