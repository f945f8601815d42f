package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.embedded.internal.backend.BackendFile;
import io.mainstay.etcd.embedded.internal.backend.StoredVersions;
import io.mainstay.etcd.embedded.internal.bolt.BoltFile;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A database in chunks of 32 KiB, each of which says how much follows, and at the end the SHA-256 of them all. */
final class SnapshotStream implements Iterator<SnapshotChunk> {
    private static final int CHUNK = 32 * 1024;
    private static final ResponseHeader NO_HEADER = new ResponseHeader(0, 0, 0, 0);

    private final BoltFile file;
    private final String version;
    private final MessageDigest digest;
    private byte[] piece = new byte[0];
    private int at;
    private int next;
    private long left;
    private boolean hashSent;

    SnapshotStream(BoltFile file, String version) {
        this.file = file;
        this.version = version;
        this.left = file.size();
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** How a state is laid out as the file that an etcd of this version would have, which may take long. */
    static BoltFile layOut(ServerState state, Compat compat, long term) {
        String storage = compat.isAtLeast(Compat.V3_6) ? compat.clusterVersion() : null;
        return BackendFile.of(state, new StoredVersions(compat.clusterVersion(), storage, term));
    }

    @Override
    public boolean hasNext() {
        return !hashSent;
    }

    @Override
    public SnapshotChunk next() {
        if (hashSent) {
            throw new NoSuchElementException();
        }
        if (left == 0) {
            hashSent = true;
            return new SnapshotChunk(NO_HEADER, 0, Bytes.wrap(digest.digest()), version);
        }
        byte[] chunk = new byte[(int) Math.min(CHUNK, left)];
        for (int filled = 0; filled < chunk.length; ) {
            if (at == piece.length) {
                piece = file.piece(next++);
                at = 0;
            }
            int more = Math.min(piece.length - at, chunk.length - filled);
            System.arraycopy(piece, at, chunk, filled, more);
            filled += more;
            at += more;
        }
        left -= chunk.length;
        digest.update(chunk);
        return new SnapshotChunk(NO_HEADER, left, Bytes.wrap(chunk), version);
    }
}
