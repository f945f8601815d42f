package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.testkit.differential.HttpGateway.Seen;

/** What a server said to an operation. */
sealed interface Answer {
    /** It did it. */
    record Done(Object value) implements Answer {
        @Override
        public String toString() {
            return Dump.of(value);
        }
    }

    /**
     * A gateway did or refused it, in JSON.
     *
     * @param read what the JSON says
     */
    record Told(Seen seen, Answer read) implements Answer {
        @Override
        public Answer plain() {
            return read;
        }

        @Override
        public String toString() {
            return seen.toString();
        }
    }

    /** What it says, however it is said. */
    default Answer plain() {
        return this;
    }

    /** It refused. */
    record Refused(ErrorCode code, String text) implements Answer {
        @Override
        public String toString() {
            return code + " \"" + text + "\"";
        }
    }
}
