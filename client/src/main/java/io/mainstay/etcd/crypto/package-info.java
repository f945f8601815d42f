/**
 * Encryption of values: keys and key rings, what may stand beside sealed values, sealing and opening by hand.
 *
 * <p>The server cannot compare values that are sealed. A transaction that does is carried out in two steps: the
 * compared keys are read and compared here, then the transaction runs under the condition that none of them has
 * changed since. If one has, it is tried again with what it is now, up to 32 times; then it fails with a {@link
 * io.mainstay.etcd.error.ConflictException}, and nothing was applied.
 */
@NullMarked
package io.mainstay.etcd.crypto;

import org.jspecify.annotations.NullMarked;
