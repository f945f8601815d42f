/**
 * One stream of operations, sent to a real etcd and to the embedded one, with equal answers demanded.
 *
 * <p>{@link io.mainstay.etcd.testkit.differential.Operations} makes the stream from a seed, {@link
 * io.mainstay.etcd.testkit.differential.Verdict} says what equal means, and {@link
 * io.mainstay.etcd.testkit.differential.AllowedDifference} lists the few exceptions with their reasons.
 */
package io.mainstay.etcd.testkit.differential;
