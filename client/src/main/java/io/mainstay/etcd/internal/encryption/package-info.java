/**
 * The layer that seals values on their way out and opens them on their way in. {@link SealedOps} is the pure part; a
 * transaction that compares values takes two steps, see {@link GuardedTxn}.
 */
@NullMarked
package io.mainstay.etcd.internal.encryption;

import org.jspecify.annotations.NullMarked;
