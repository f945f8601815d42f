package io.mainstay.etcd.embedded.internal.mvcc;

/**
 * A write that was carried out: what to answer, and what it did.
 *
 * @param result the answer; its header holds a revision only
 * @param commit what it did to the store
 * @param <R> the answer
 */
public record Applied<R>(R result, Commit commit) {}
