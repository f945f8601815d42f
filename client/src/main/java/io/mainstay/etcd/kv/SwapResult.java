package io.mainstay.etcd.kv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a write that was made only if a key stood as expected.
 *
 * @param header the header; its revision is the one of the write when it succeeded
 * @param succeeded whether the key stood as expected, so that the write was made
 * @param kv how the key stood when the write was refused; null when it did not exist, or when the write was made
 */
public record SwapResult(
        ResponseHeader header, boolean succeeded, @Nullable KeyValue kv) {
    /** How the key stood when the write was refused; empty when it did not exist, or when the write was made. */
    public Optional<KeyValue> current() {
        return Optional.ofNullable(kv);
    }

    /** The store's revision after this: when the write was made, the key's mod revision. */
    public long revision() {
        return header.revision();
    }
}
