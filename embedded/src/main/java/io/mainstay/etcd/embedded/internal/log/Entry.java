package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthChange;
import io.mainstay.etcd.embedded.internal.auth.Caller;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.PutResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.List;

/**
 * One change of a server's state, as a value: what etcd has as an entry of its raft log.
 *
 * <p>What it does is a function of the state and of itself, so that the same entries in the same order make the same
 * state again: whatever depends on time, on chance or on options is decided before, and is part of the entry. An entry
 * may be refused when it is applied; it is an entry of the log all the same.
 *
 * @param <R> what applying it gives
 */
public sealed interface Entry<R> {
    /** Carries it out. */
    R applyTo(Machine machine);

    /**
     * An entry that somebody asked for; refused when they have no right to it. One that stands alone is the server's.
     *
     * @param caller who asked
     * @param entry for what
     */
    record By<R>(Caller caller, Entry<R> entry) implements Entry<R> {
        @Override
        public R applyTo(Machine machine) {
            return machine.by(caller, entry);
        }
    }

    /**
     * A write of one key.
     *
     * @param request the checked request
     */
    record Put(PutRequest request) implements Entry<PutResult> {
        @Override
        public PutResult applyTo(Machine machine) {
            return machine.put(request);
        }
    }

    /**
     * A delete of keys.
     *
     * @param request the checked request
     */
    record DeleteRange(DeleteRequest request) implements Entry<DeleteResult> {
        @Override
        public DeleteResult applyTo(Machine machine) {
            return machine.deleteRange(request);
        }
    }

    /**
     * A transaction that may write.
     *
     * @param request the checked request
     */
    record Txn(TxnRequest request) implements Entry<TxnResult> {
        @Override
        public TxnResult applyTo(Machine machine) {
            return machine.txn(request);
        }
    }

    /**
     * The end of history before a revision. Gives the newest revision.
     *
     * @param revision the oldest revision that stays readable
     */
    record Compaction(long revision) implements Entry<Long> {
        @Override
        public Long applyTo(Machine machine) {
            return machine.compact(revision);
        }
    }

    /**
     * A new lease. Gives its life in seconds.
     *
     * @param id its id, chosen already
     * @param ttl its life in seconds, raised already to the shortest that is granted
     */
    record LeaseGrant(long id, long ttl) implements Entry<Long> {
        @Override
        public Long applyTo(Machine machine) {
            return machine.grant(id, ttl);
        }
    }

    /**
     * The end of a lease and its keys, whether somebody asked for it or its time was over. Gives the newest revision.
     *
     * @param id the lease
     */
    record LeaseRevoke(long id) implements Entry<Long> {
        @Override
        public Long applyTo(Machine machine) {
            return machine.revoke(id);
        }
    }

    /**
     * What a lease has left at this moment, so that it can live on from there. Gives that back.
     *
     * @param id the lease
     * @param remainder what it has left, in seconds; 0 for its whole life
     */
    record LeaseCheckpoint(long id, long remainder) implements Entry<Long> {
        @Override
        public Long applyTo(Machine machine) {
            return machine.checkpoint(id, remainder);
        }
    }

    /**
     * A change of users, roles or permissions. Gives the newest revision of the store.
     *
     * @param change the change
     */
    record Auth(AuthChange change) implements Entry<Long> {
        @Override
        public Long applyTo(Machine machine) {
            return machine.change(change);
        }
    }

    /**
     * A user who has shown the right password. Gives what a token is made of.
     *
     * @param user the user
     */
    record SignIn(String user) implements Entry<Machine.SignedIn> {
        @Override
        public Machine.SignedIn applyTo(Machine machine) {
            return machine.signIn(user);
        }
    }

    /**
     * Alarms that are listed, raised or cleared. Gives those that are on, or were touched.
     *
     * @param request the request
     */
    record Alarm(AlarmRequest request) implements Entry<List<io.mainstay.etcd.cluster.Alarm>> {
        @Override
        public List<io.mainstay.etcd.cluster.Alarm> applyTo(Machine machine) {
            return machine.alarm(request);
        }
    }

    /**
     * A new member of the cluster. Gives all members.
     *
     * @param member the member, with an id and no name yet
     */
    record MemberAdd(Member member) implements Entry<List<Member>> {
        @Override
        public List<Member> applyTo(Machine machine) {
            return machine.addMember(member);
        }
    }

    /**
     * The end of a membership. Gives the members that are left.
     *
     * @param id the member
     */
    record MemberRemove(long id) implements Entry<List<Member>> {
        @Override
        public List<Member> applyTo(Machine machine) {
            return machine.removeMember(id);
        }
    }

    /**
     * Other addresses of a member. Gives all members.
     *
     * @param id the member
     * @param peerUrls where others reach it from now on
     */
    record MemberUpdate(long id, List<String> peerUrls) implements Entry<List<Member>> {
        @Override
        public List<Member> applyTo(Machine machine) {
            return machine.updateMember(id, peerUrls);
        }
    }

    /**
     * The begin or end of a downgrade. Gives its version back.
     *
     * @param version where it leads to; empty ends the one that is under way
     */
    record Downgrade(String version) implements Entry<String> {
        @Override
        public String applyTo(Machine machine) {
            return machine.downgrade(version);
        }
    }
}
