package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;

/**
 * What a client was told of one write.
 *
 * @param value a value that this write puts and no other does, by which it is known
 * @param outcome what it was told
 */
public record WriteTrace(Bytes value, Outcome outcome) {
    /** What a client can be told. */
    public sealed interface Outcome {
        /** It was applied, at this revision. */
        record Applied(long revision) implements Outcome {}

        /** It surely was not. */
        record NotApplied(String why) implements Outcome {}

        /** Nobody knows. */
        record Unknown(String why) implements Outcome {}

        /** What a failed write means. */
        static Outcome of(EtcdException why) {
            return why.maybeApplied()
                    ? new Unknown(String.valueOf(why.getMessage()))
                    : new NotApplied(String.valueOf(why.getMessage()));
        }
    }
}
