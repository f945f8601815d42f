package io.mainstay.etcd.kv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link MoveRequest}.
 *
 * @param outcome what happened
 * @param header the header; its revision is the one of the move when there was one
 * @param source the key as it was under its old name; null when there was none
 * @param target what the new name held: what was replaced, or what was in the way; null when nothing
 */
public record MoveResult(
        Outcome outcome,
        ResponseHeader header,
        @Nullable KeyValue source,
        @Nullable KeyValue target) {
    /** What a move can come to. */
    public enum Outcome {
        /** The key has its new name, and its old one is gone. */
        MOVED,
        /** There is no key of the old name; nothing was changed. */
        SOURCE_MISSING,
        /** The new name exists and was not to be replaced; nothing was changed. */
        TARGET_EXISTS
    }

    /** Whether the key has its new name. */
    public boolean moved() {
        return outcome == Outcome.MOVED;
    }

    /** What the new name held: what was replaced, or what was in the way. */
    public Optional<KeyValue> previousTarget() {
        return Optional.ofNullable(target);
    }

    /** The store's revision after this: when the key was moved, its new mod and create revision. */
    public long revision() {
        return header.revision();
    }
}
