package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.log.Entry;
import java.util.function.Function;

/**
 * What a checked request comes to: an entry for the log, or an answer at once, when it changes nothing.
 *
 * @param <R> the answer
 */
sealed interface Proposal<R> {
    /**
     * An answer that needs no entry.
     *
     * @param answer the answer
     */
    record Answered<R>(R answer) implements Proposal<R> {}

    /**
     * An entry, and how to make the answer of what applying it gives.
     *
     * @param entry the entry
     * @param answer makes the answer; it runs once the entry is applied
     */
    record Logged<E, R>(Entry<E> entry, Function<E, R> answer) implements Proposal<R> {}
}
