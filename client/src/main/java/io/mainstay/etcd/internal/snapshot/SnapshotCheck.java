package io.mainstay.etcd.internal.snapshot;

import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotProgress;
import io.mainstay.etcd.cluster.SnapshotResult;
import io.mainstay.etcd.kv.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a snapshot's pieces which bytes are the database, and at the end whether they are all there and right.
 *
 * <p>The last piece is the hash of all before, and nothing marks it but that none follows; so each piece is held back
 * until the next has come.
 */
final class SnapshotCheck {
    /** The bytes of a SHA-256. */
    static final int HASH_SIZE = 32;

    /** A database is made of pages, each a multiple of this. */
    private static final int PAGE_PART = 512;

    private final MessageDigest digest = sha256();
    private long announced = -1;
    private long passed;
    private @Nullable Bytes held;
    private String version = "";

    /** Takes a piece; gives the one before, which surely belongs to the database, or null for the first. */
    @Nullable
    Bytes take(SnapshotChunk chunk) {
        Bytes before = held;
        if (announced < 0) {
            announced = chunk.blob().size() + chunk.remainingBytes();
        }
        if (!chunk.version().isEmpty()) {
            version = chunk.version();
        }
        if (before != null) {
            digest.update(before.toByteArray());
            passed += before.size();
        }
        held = chunk.blob();
        return before;
    }

    SnapshotProgress progress() {
        return new SnapshotProgress(passed, announced);
    }

    /** The hash that came last. */
    Bytes hash() {
        return held == null ? Bytes.EMPTY : held;
    }

    /** What is wrong, now that no more will come; empty when all is right. */
    Optional<String> fault() {
        if (held == null) {
            return Optional.of("the member sent nothing");
        }
        if (hash().size() != HASH_SIZE) {
            return Optional.of("it broke off after " + (passed + hash().size()) + " of " + announced
                    + " bytes, without the hash that is to come last");
        }
        if (passed != announced) {
            return Optional.of("the member announced " + announced + " bytes and sent " + passed);
        }
        if (passed % PAGE_PART != 0) {
            return Optional.of(passed + " bytes are not a whole number of pages");
        }
        if (!Bytes.of(digest.digest()).equals(hash())) {
            return Optional.of("the SHA-256 of what came is not the one that the member sent");
        }
        return Optional.empty();
    }

    SnapshotResult result() {
        return new SnapshotResult(passed + HASH_SIZE, hash(), version);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
