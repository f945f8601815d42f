package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.List;
import java.util.Map;

/**
 * What a local view of some keys held, looked at now and then.
 *
 * @param name what findings call it
 * @param range the keys
 * @param looks what it held, in order
 */
public record ViewTrace(String name, KeyRange range, List<Look> looks) {
    /** Copies the looks. */
    public ViewTrace {
        looks = List.copyOf(looks);
    }

    /**
     * One look.
     *
     * @param revision the revision at which the view said to stand
     * @param keys what it held
     */
    public record Look(long revision, Map<Bytes, KeyValue> keys) {
        /** Copies the keys. */
        public Look {
            keys = Map.copyOf(keys);
        }
    }
}
