package io.mainstay.etcd.kv;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link PutRequest}.
 *
 * @param header the header; its revision is the one of this write
 * @param prevKv what was there before, when it was asked for and something was
 */
public record PutResult(ResponseHeader header, @Nullable KeyValue prevKv) implements OpResult {
    /** What was there before, when it was asked for and something was. */
    public Optional<KeyValue> previous() {
        return Optional.ofNullable(prevKv);
    }
}
