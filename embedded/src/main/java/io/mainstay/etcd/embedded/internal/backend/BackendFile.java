package io.mainstay.etcd.embedded.internal.backend;

import com.google.protobuf.CodedOutputStream;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.bolt.BoltBucket;
import io.mainstay.etcd.embedded.internal.bolt.BoltEntry;
import io.mainstay.etcd.embedded.internal.bolt.BoltFile;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.StoredChange;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.GrantedLease;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Lays out the file that an etcd of the same state would have. */
public final class BackendFile {
    private static final int LEASE_ID = 1;
    private static final int LEASE_TTL = 2;
    private static final int LEASE_REMAINING_TTL = 3;

    private BackendFile() {}

    /** The file of a state. */
    public static BoltFile of(ServerState state, StoredVersions versions) {
        Snapshot store = state.store();
        AuthState auth = state.auth();
        return new BoltFile(List.of(
                sorted(
                        Buckets.ALARM,
                        state.alarms().stream().map(BackendFile::entry).toList()),
                sorted(
                        Buckets.AUTH,
                        List.of(
                                entry(Buckets.AUTH_REVISION, number(auth.revision())),
                                entry(Buckets.AUTH_ENABLED, new byte[] {(byte) (auth.enabled() ? 1 : 0)}))),
                sorted(
                        Buckets.AUTH_ROLES,
                        auth.roles().values().stream().map(StoredAuth::entry).toList()),
                sorted(
                        Buckets.AUTH_USERS,
                        auth.users().values().stream().map(StoredAuth::entry).toList()),
                sorted(Buckets.CLUSTER, List.of(entry(Buckets.CLUSTER_VERSION, utf8(versions.cluster())))),
                new BoltBucket(Buckets.KEY, new Changes(store.changes(KeyRange.all(), 0, Long.MAX_VALUE))),
                sorted(
                        Buckets.LEASE,
                        state.leases().stream().map(BackendFile::entry).toList()),
                sorted(
                        Buckets.MEMBERS,
                        state.membership().members().stream()
                                .map(BackendFile::entry)
                                .toList()),
                sorted(
                        Buckets.MEMBERS_REMOVED,
                        state.membership().removed().stream()
                                .map(id -> entry(hex(id), utf8("removed")))
                                .toList()),
                sorted(Buckets.META, meta(state, versions))));
    }

    private static List<BoltEntry> meta(ServerState state, StoredVersions versions) {
        Snapshot store = state.store();
        List<BoltEntry> meta = new ArrayList<>();
        meta.add(entry(Buckets.CONF_STATE, utf8(confState(state.membership().members()))));
        meta.add(entry(Buckets.CONSISTENT_INDEX, number(state.index())));
        meta.add(entry(Buckets.TERM, number(versions.term())));
        if (store.compactRevision() >= 0) {
            byte[] place = ByteBuffer.allocate(17)
                    .putLong(store.compactRevision())
                    .put((byte) '_')
                    .putLong(0)
                    .array();
            meta.add(entry(Buckets.COMPACTED, place));
            meta.add(entry(Buckets.COMPACTING, place));
        }
        if (versions.storage() != null) {
            meta.add(entry(Buckets.STORAGE_VERSION, utf8(versions.storage())));
        }
        return meta;
    }

    /** Entries that are made from the changes when they are needed, because there may be millions. */
    private static final class Changes extends AbstractList<BoltEntry> {
        private final List<Change> changes;

        Changes(List<Change> changes) {
            this.changes = changes;
        }

        @Override
        public BoltEntry get(int index) {
            Change change = changes.get(index);
            return new BoltEntry(
                    StoredChange.key(change).array(), StoredChange.value(change).array());
        }

        @Override
        public int size() {
            return changes.size();
        }
    }

    private static BoltEntry entry(Alarm alarm) {
        AlarmMember member = AlarmMember.newBuilder()
                .setMemberID(alarm.memberId())
                .setAlarm(AlarmType.valueOf(alarm.type().name()))
                .build();
        return new BoltEntry(member.toByteArray(), new byte[0]);
    }

    private static BoltEntry entry(GrantedLease lease) {
        byte[] message = new byte[3 * 11];
        CodedOutputStream out = CodedOutputStream.newInstance(message);
        try {
            field(out, LEASE_ID, lease.id());
            field(out, LEASE_TTL, lease.ttl());
            field(out, LEASE_REMAINING_TTL, lease.remainder());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new BoltEntry(number(lease.id()), Arrays.copyOf(message, out.getTotalBytesWritten()));
    }

    private static void field(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }

    private static BoltEntry entry(Member member) {
        StringBuilder json = new StringBuilder("{\"id\":").append(Long.toUnsignedString(member.id()));
        json.append(",\"peerURLs\":").append(strings(member.peerUrls()));
        if (member.learner()) {
            json.append(",\"isLearner\":true");
        }
        if (!member.name().isEmpty()) {
            json.append(",\"name\":").append(string(member.name()));
        }
        if (!member.clientUrls().isEmpty()) {
            json.append(",\"clientURLs\":").append(strings(member.clientUrls()));
        }
        return entry(hex(member.id()), utf8(json.append('}').toString()));
    }

    private static String confState(List<Member> members) {
        StringBuilder json = new StringBuilder("{\"voters\":").append(ids(members, false));
        if (members.stream().anyMatch(Member::learner)) {
            json.append(",\"learners\":").append(ids(members, true));
        }
        return json.append(",\"auto_leave\":false}").toString();
    }

    private static String ids(List<Member> members, boolean learners) {
        return members.stream()
                .filter(member -> member.learner() == learners)
                .map(member -> Long.toUnsignedString(member.id()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(BackendFile::string).collect(Collectors.joining(",", "[", "]"));
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static BoltBucket sorted(String name, List<BoltEntry> entries) {
        List<BoltEntry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        return new BoltBucket(name, sorted);
    }

    private static BoltEntry entry(String key, byte[] value) {
        return new BoltEntry(utf8(key), value);
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static String hex(long id) {
        return Long.toHexString(id);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
