package io.mainstay.etcd.internal.scan;

import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import java.util.List;

/**
 * How many keys to ask for in the next page. Nobody can ask a server for so many bytes, so the size of the last page
 * tells: small at first, then growing until a page is about {@link #BYTES_AIM} long. Few big pages cost much less than
 * many small ones, because etcd counts all that is left of the range for each.
 *
 * @param keys how many
 */
record PageSize(int keys) {
    /** What a page should hold. */
    static final int BYTES_AIM = 1 << 20;

    /** The most keys with values in a page, should big values follow small ones. */
    static final int VALUES_MOST = 5_000;

    /** The most keys without values in a page. */
    static final int KEYS_MOST = 10_000;

    private static final int GROWTH = 8;
    private static final int FIRST = 16;

    static PageSize first() {
        return new PageSize(FIRST);
    }

    /** After a page with these keys. */
    PageSize after(List<KeyValue> page, Projection projection) {
        if (page.isEmpty()) {
            return this;
        }
        long bytes = 0;
        for (KeyValue kv : page) {
            bytes += kv.key().size() + (long) kv.value().size() + 32;
        }
        long fitting = BYTES_AIM * (long) page.size() / bytes;
        long most = projection == Projection.KEYS_ONLY ? KEYS_MOST : VALUES_MOST;
        return new PageSize((int) Math.max(1, Math.min(Math.min(fitting, (long) keys * GROWTH), most)));
    }
}
