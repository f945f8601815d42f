package io.mainstay.bench.load;

import org.jspecify.annotations.Nullable;

/** Hears of the end of one operation. */
@FunctionalInterface
public interface Done {
    /**
     * The operation ended.
     *
     * @param valueSize how many bytes the value that was read has, -1 when there was none; of no meaning after a put
     * @param failure what went wrong, or null
     */
    void ended(int valueSize, @Nullable Throwable failure);
}
