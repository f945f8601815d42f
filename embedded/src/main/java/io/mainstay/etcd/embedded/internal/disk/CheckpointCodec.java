package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.log.AuthCodec;
import io.mainstay.etcd.embedded.internal.log.ByteInput;
import io.mainstay.etcd.embedded.internal.log.ByteOutput;
import io.mainstay.etcd.embedded.internal.log.MalformedException;
import io.mainstay.etcd.embedded.internal.log.MemberCodec;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.KeyHash;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.Membership;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a checkpoint: a tag for each kind, then its fields. The last one says how many there are, so that a
 * checkpoint without its end is none.
 */
final class CheckpointCodec {
    private static final int STORE = 1;
    private static final int HASH = 2;
    private static final int LEASE = 3;
    private static final int ALARM = 4;
    private static final int CHANGE = 5;
    private static final int TOMBSTONE = 6;
    private static final int END = 7;
    private static final int AUTH = 8;
    private static final int USER = 9;
    private static final int ROLE = 10;
    private static final int MEMBER = 11;
    private static final int REMOVED = 12;
    private static final int DOWNGRADE = 13;
    private static final int LEASE_WITH_REMAINDER = 14;

    private CheckpointCodec() {}

    /** Takes one item after another. */
    @FunctionalInterface
    interface Items {
        void add(byte[] item) throws IOException;
    }

    /** The items of a state. */
    static void encode(ServerState state, Items items) throws IOException {
        Snapshot store = state.store();
        Counted counted = new Counted(items);
        counted.add(item(STORE).number(store.revision()).number(store.compactRevision()));
        for (KeyHash hash : store.rememberedHashes()) {
            counted.add(item(HASH)
                    .number(Integer.toUnsignedLong(hash.hash()))
                    .number(hash.compactRevision())
                    .number(hash.revision()));
        }
        for (ServerState.GrantedLease lease : state.leases()) {
            counted.add(
                    lease.remainder() == 0
                            ? item(LEASE).number(lease.id()).number(lease.ttl())
                            : item(LEASE_WITH_REMAINDER)
                                    .number(lease.id())
                                    .number(lease.ttl())
                                    .number(lease.remainder()));
        }
        for (Alarm alarm : state.alarms()) {
            counted.add(item(ALARM).number(alarm.memberId()).tag(alarm.type().ordinal()));
        }
        encode(state.auth(), counted);
        encode(state.membership(), counted);
        for (Change change : store.changes()) {
            counted.add(change(change));
        }
        items.add(item(END).number(counted.count).toByteArray());
    }

    private static void encode(AuthState auth, Counted counted) throws IOException {
        counted.add(item(AUTH).flag(auth.enabled()).number(auth.revision()));
        for (User user : auth.users().values()) {
            ByteOutput out = item(USER);
            AuthCodec.user(out, user);
            counted.add(out);
        }
        for (Role role : auth.roles().values()) {
            ByteOutput out = item(ROLE);
            AuthCodec.role(out, role);
            counted.add(out);
        }
    }

    private static void encode(Membership membership, Counted counted) throws IOException {
        for (Member member : membership.members()) {
            ByteOutput out = item(MEMBER);
            MemberCodec.member(out, member);
            counted.add(out);
        }
        for (long removed : membership.removed()) {
            counted.add(item(REMOVED).number(removed));
        }
        counted.add(item(DOWNGRADE).text(membership.downgrade()));
    }

    private static ByteOutput item(int tag) {
        return new ByteOutput().tag(tag);
    }

    /** Items, and how many there were. */
    private static final class Counted {
        private final Items items;
        private long count;

        Counted(Items items) {
            this.items = items;
        }

        void add(ByteOutput item) throws IOException {
            items.add(item.toByteArray());
            count++;
        }
    }

    private static ByteOutput change(Change change) {
        KeyValue kv = change.kv();
        ByteOutput out = item(change.deleted() ? TOMBSTONE : CHANGE);
        out.number(kv.modRevision()).number(change.sub()).bytes(kv.key());
        if (!change.deleted()) {
            out.number(kv.createRevision())
                    .number(kv.version())
                    .number(kv.lease())
                    .bytes(kv.value());
        }
        return out;
    }

    /** A state being read from its items. */
    static final class Reader {
        private final List<KeyHash> hashes = new ArrayList<>();
        private final List<ServerState.GrantedLease> leases = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private final List<User> users = new ArrayList<>();
        private final List<Role> roles = new ArrayList<>();
        private final List<Member> members = new ArrayList<>();
        private final List<Long> removed = new ArrayList<>();
        private String downgrade = "";
        private long revision;
        private long compactRevision;
        private boolean authEnabled;
        private long authRevision = AuthState.FRESH.revision();
        private long count;
        private boolean ended;

        /** Takes the next item. */
        void add(byte[] item) throws MalformedException {
            if (ended) {
                throw new MalformedException("it goes on behind its end");
            }
            ByteInput in = new ByteInput(item);
            int tag = in.tag();
            if (tag != STORE && count == 0) {
                throw new MalformedException("it does not begin with the store");
            }
            switch (tag) {
                case STORE -> {
                    revision = in.number();
                    compactRevision = in.number();
                }
                case HASH -> hashes.add(new KeyHash((int) in.number(), in.number(), in.number()));
                case LEASE -> leases.add(new ServerState.GrantedLease(in.number(), in.number()));
                case LEASE_WITH_REMAINDER ->
                    leases.add(new ServerState.GrantedLease(in.number(), in.number(), in.number()));
                case ALARM -> alarms.add(alarm(in));
                case AUTH -> {
                    authEnabled = in.flag();
                    authRevision = in.number();
                }
                case USER -> users.add(AuthCodec.user(in));
                case ROLE -> roles.add(AuthCodec.role(in));
                case MEMBER -> members.add(MemberCodec.member(in));
                case REMOVED -> removed.add(in.number());
                case DOWNGRADE -> downgrade = in.text();
                case CHANGE -> changes.add(change(in));
                case TOMBSTONE -> changes.add(tombstone(in));
                case END -> end(in.number());
                default -> throw new MalformedException("an item of a kind that this version does not know: " + tag);
            }
            in.requireEnd();
            count++;
        }

        /** The state, when all items were read. */
        ServerState state(long index) throws MalformedException {
            if (!ended) {
                throw new MalformedException("its end is missing");
            }
            try {
                Snapshot store = Snapshot.restore(revision, compactRevision, hashes, changes);
                AuthState auth = AuthState.of(authEnabled, authRevision, users, roles);
                return new ServerState(index, store, leases, alarms, auth, new Membership(members, removed, downgrade));
            } catch (IllegalArgumentException impossible) {
                throw new MalformedException(String.valueOf(impossible.getMessage()));
            }
        }

        private void end(long expected) throws MalformedException {
            if (expected != count) {
                throw new MalformedException("it has " + count + " items, not " + expected);
            }
            ended = true;
        }

        private static Alarm alarm(ByteInput in) throws MalformedException {
            AlarmType[] types = AlarmType.values();
            long member = in.number();
            return new Alarm(member, types[in.number(types.length)]);
        }

        private static Change change(ByteInput in) throws MalformedException {
            long revision = in.number();
            int sub = in.number(Integer.MAX_VALUE);
            Bytes key = in.bytes();
            long created = in.number();
            long version = in.number();
            long lease = in.number();
            return new Change(new KeyValue(key, in.bytes(), created, revision, version, lease), sub, false);
        }

        private static Change tombstone(ByteInput in) throws MalformedException {
            long revision = in.number();
            int sub = in.number(Integer.MAX_VALUE);
            return new Change(new KeyValue(in.bytes(), Bytes.EMPTY, 0, revision, 0, 0), sub, true);
        }
    }
}
