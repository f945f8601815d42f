package io.mainstay.etcd.testkit.fault;

import io.mainstay.etcd.testkit.proxy.LineFault;

/** What can be done to an etcd under test. */
public sealed interface Harm {
    /**
     * The line to a member is bad.
     *
     * @param fault in which way
     */
    record Line(LineFault fault) implements Harm {
        @Override
        public String toString() {
            return fault.toString();
        }
    }

    /** A member itself suffers. Others must be left alone meanwhile, if the cluster is to keep its majority. */
    enum Member implements Harm {
        /** It ends without warning; healed, it starts again with its data. */
        KILL,
        /** It ends in order; healed, it starts again with its data. */
        STOP,
        /** It stands still with its connections open; healed, it runs on. */
        PAUSE,
        /** It is taken out of the cluster and loses its data; healed, it joins anew. */
        WIPE
    }

    /** History is compacted up to now, at once. It needs no healing. */
    record Compact() implements Harm {}
}
