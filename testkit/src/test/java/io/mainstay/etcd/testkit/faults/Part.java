package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.testkit.fault.TimedFault;
import io.mainstay.etcd.watch.WatchFilter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A part of a plan that can be left out. Times count from the start; keys are without the prefix of the run. */
sealed interface Part {
    /** Something goes wrong. */
    record Fault(TimedFault fault) implements Part {
        @Override
        public String toString() {
            return "fault " + fault;
        }
    }

    /** One writer writes several times, one after the other. */
    record Burst(int writer, Duration at, List<Write> writes) implements Part {
        @Override
        public String toString() {
            return "writer " + writer + " at " + at.toMillis() + " ms: " + writes;
        }
    }

    /**
     * A watch.
     *
     * @param keys a key, or a prefix when it ends with a slash; empty for all
     * @param small whether it belongs to the client whose queues hold a few events only
     */
    record Watching(
            String name, String keys, Start start, boolean prevKv, Set<WatchFilter> filters, Times times, boolean small)
            implements Part {
        @Override
        public String toString() {
            return "watch " + name + " of '" + keys + "' from " + start + (prevKv ? " with prevKv " : " ") + filters
                    + (small ? " with a small queue " : " ") + times;
        }
    }

    /**
     * What happens to a watch while it runs.
     *
     * @param opens when it is opened
     * @param closes when it is closed; zero: with the run
     * @param readerPause how long its reader takes for a batch
     * @param asks whether its user asks again and again how far it is
     */
    record Times(Duration opens, Duration closes, Duration readerPause, boolean asks) {
        @Override
        public String toString() {
            return "open from " + opens.toMillis() + " to " + closes.toMillis() + " ms, pausing "
                    + readerPause.toMillis() + " ms" + (asks ? ", asking how far it is" : "");
        }
    }

    /** Where a watch starts. */
    enum Start {
        /** With the first change of the run. */
        BEGINNING,
        /** With what comes. */
        NOW,
        /** With the newest change that was acknowledged when it opens. */
        NEWEST
    }

    /** A kept lease with a key; revoked by somebody else at some time, unless that is zero. */
    record Leasing(String name, Duration ttl, Duration at, Duration revoked) implements Part {
        @Override
        public String toString() {
            return "lease " + name + " of " + ttl.toMillis() + " ms at " + at.toMillis() + " ms, revoked at "
                    + revoked.toMillis() + " ms";
        }
    }

    /** A view of a prefix, which is empty for all keys. */
    record Viewing(String name, String keys, Duration opens) implements Part {
        @Override
        public String toString() {
            return "view " + name + " of '" + keys + "' from " + opens.toMillis() + " ms";
        }
    }

    /** One write; the value is made up when it is carried out. */
    sealed interface Write {
        /** A put of so many bytes and more. */
        record Put(String key, int size) implements Write {}

        /** A delete. */
        record Delete(String key) implements Write {}

        /** Puts of several keys and a delete, in one transaction. */
        record Txn(List<String> puts, int size, String delete) implements Write {}
    }
}
