package io.mainstay.etcd.embedded.internal.backend;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.embedded.internal.auth.AuthState;
import io.mainstay.etcd.embedded.internal.auth.Role;
import io.mainstay.etcd.embedded.internal.auth.User;
import io.mainstay.etcd.embedded.internal.bolt.BoltException;
import io.mainstay.etcd.embedded.internal.bolt.BoltReader;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.mvcc.Change;
import io.mainstay.etcd.embedded.internal.mvcc.Snapshot;
import io.mainstay.etcd.embedded.internal.mvcc.Steps;
import io.mainstay.etcd.embedded.internal.mvcc.StoredChange;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.embedded.internal.state.ServerState.GrantedLease;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the database of an etcd from a snapshot, which ends with a hash of what is before it, or from a file that was
 * copied from the data directory of a member that did not run, which does not.
 *
 * <p>What belongs to the old cluster stays behind, as when {@code etcdutl} restores a snapshot: its members, and where
 * its log stood. What a lease had left at its last checkpoint stays behind too: each has its whole life again.
 */
public final class BackendReader {
    private static final int SECTOR = 512;
    private static final int HASH = 32;
    private static final int CHUNK = 1 << 20;

    private final List<Change> changes = new ArrayList<>();
    private final List<GrantedLease> leases = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private boolean authEnabled;
    private long authRevision = 1;
    private long compacted = -1;
    private long compacting = -1;

    private BackendReader() {}

    /**
     * Reads a file.
     *
     * @throws BoltException when it is no database of an etcd, a damaged one, or one that cannot be served
     */
    public static ServerState read(Path path) throws IOException {
        long size = Files.size(path);
        if (size % SECTOR == HASH) {
            requireHash(path, size - HASH);
        }
        try (BoltReader file = BoltReader.open(path)) {
            if (!file.buckets().contains(Buckets.KEY) || !file.buckets().contains(Buckets.META)) {
                throw new BoltException("it is a bbolt file, but not an etcd's: it has the buckets " + file.buckets());
            }
            BackendReader reader = new BackendReader();
            file.read(Buckets.META, reader::meta);
            file.read(Buckets.AUTH, reader::auth);
            file.read(Buckets.AUTH_USERS, (key, value) -> reader.users.add(StoredAuth.user(value)));
            file.read(Buckets.AUTH_ROLES, (key, value) -> reader.roles.add(StoredAuth.role(value)));
            file.read(Buckets.KEY, reader::change);
            file.read(Buckets.LEASE, (key, value) -> reader.leases.add(lease(key, value)));
            file.read(Buckets.ALARM, (key, value) -> reader.alarms.add(alarm(key)));
            return ServerState.ofNewMember(
                    reader.store(),
                    reader.leases,
                    reader.alarms,
                    AuthState.of(reader.authEnabled, reader.authRevision, reader.users, reader.roles));
        }
    }

    /** A compaction that was begun when the file was written is finished, as an etcd does when it starts. */
    private Snapshot store() throws BoltException {
        long newest = Math.max(Snapshot.FRESH.revision(), compacted);
        for (Change change : changes) {
            newest = Math.max(newest, change.revision());
        }
        Snapshot store;
        try {
            store = Snapshot.restore(newest, compacted, List.of(), changes);
        } catch (IllegalArgumentException none) {
            throw new BoltException("its changes of keys are no history: " + none.getMessage());
        }
        return compacting > compacted && compacting <= store.revision() ? Steps.compact(store, compacting) : store;
    }

    private void meta(byte[] key, byte[] value) throws BoltException {
        String name = new String(key, StandardCharsets.UTF_8);
        if (name.equals(Buckets.COMPACTED)) {
            compacted = revision(value);
        } else if (name.equals(Buckets.COMPACTING)) {
            compacting = revision(value);
        }
    }

    private static long revision(byte[] place) throws BoltException {
        long revision = place.length < Long.BYTES ? -1 : ByteBuffer.wrap(place).getLong();
        if (revision < 0) {
            throw new BoltException("the revision it was compacted at is none");
        }
        return revision;
    }

    private void auth(byte[] key, byte[] value) {
        String name = new String(key, StandardCharsets.UTF_8);
        if (name.equals(Buckets.AUTH_ENABLED)) {
            authEnabled = value.length == 1 && value[0] == 1;
        } else if (name.equals(Buckets.AUTH_REVISION) && value.length == Long.BYTES) {
            authRevision = ByteBuffer.wrap(value).getLong();
        }
    }

    private void change(byte[] key, byte[] value) throws BoltException {
        Change change = StoredChange.parse(key, value);
        if (change == null) {
            throw new BoltException("entry " + changes.size() + " of its keys is no change of a key");
        }
        changes.add(change);
    }

    private static GrantedLease lease(byte[] key, byte[] value) throws IOException {
        long[] fields = new long[4];
        CodedInputStream in = CodedInputStream.newInstance(value);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field < fields.length && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                    fields[field] = in.readInt64();
                } else {
                    in.skipField(tag);
                }
            }
        } catch (InvalidProtocolBufferException damaged) {
            throw new BoltException("one of its leases is damaged");
        }
        boolean known = key.length == Long.BYTES && ByteBuffer.wrap(key).getLong() == fields[1];
        if (!known || fields[2] <= 0 || fields[2] > LeaseTable.MAX_TTL || fields[3] > fields[2]) {
            throw new BoltException("one of its leases has a life or an id that cannot be");
        }
        return new GrantedLease(fields[1], fields[2], Math.max(fields[3], 0));
    }

    private static Alarm alarm(byte[] key) throws BoltException {
        try {
            AlarmMember member = AlarmMember.parseFrom(key);
            return new Alarm(
                    member.getMemberID(), AlarmType.valueOf(member.getAlarm().name()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException damaged) {
            throw new BoltException("one of its alarms is damaged");
        }
    }

    private static void requireHash(Path path, long length) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[CHUNK];
            for (long left = length; left > 0; ) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    throw new BoltException("it became shorter while it was read");
                }
                digest.update(chunk, 0, read);
                left -= read;
            }
            if (!MessageDigest.isEqual(digest.digest(), in.readNBytes(HASH))) {
                throw new BoltException("the hash at its end is not that of the rest: it is damaged");
            }
        }
    }
}
