package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.error.ErrorCode;

/** What a server said to an operation. */
sealed interface Answer {
    /** It did it. */
    record Done(Object value) implements Answer {
        @Override
        public String toString() {
            return Dump.of(value);
        }
    }

    /** It refused. */
    record Refused(ErrorCode code, String text) implements Answer {
        @Override
        public String toString() {
            return code + " \"" + text + "\"";
        }
    }
}
