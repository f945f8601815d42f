package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.Bytes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which key to watch as a value, and how. Immutable; each option method returns a changed copy.
 *
 * @param <T> the value
 * @param key the key
 * @param decoder makes the value
 * @param whenAbsent the value while the key does not exist, or nothing is known; null by default
 * @param lastGoodFile where the last accepted version is kept for the next start; null (the default) means nowhere
 */
public record ValueRequest<T>(
        Bytes key,
        ValueDecoder<T> decoder,
        @Nullable T whenAbsent,
        @Nullable Path lastGoodFile) {

    /** A value of a key, null while that does not exist. */
    public static <T> ValueRequest<T> of(String key, ValueDecoder<T> decoder) {
        return of(Bytes.utf8(key), decoder);
    }

    /** A value of a key, null while that does not exist. */
    public static <T> ValueRequest<T> of(Bytes key, ValueDecoder<T> decoder) {
        return new ValueRequest<>(key, decoder, null, null);
    }

    /** The value while the key does not exist, or nothing is known. */
    public ValueRequest<T> whenAbsent(T value) {
        return new ValueRequest<>(key, decoder, value, lastGoodFile);
    }

    /**
     * Keeps the last accepted version in a file, which only its owner may read, and begins with it until etcd has
     * answered, and beyond when its answer is refused. The file holds the value as the decoder sees it, so not
     * encrypted. It is removed when the key does not exist. One file serves one value of one process.
     */
    public ValueRequest<T> lastGoodFile(Path file) {
        return new ValueRequest<>(key, decoder, whenAbsent, file);
    }
}
