/**
 * Leases that heal themselves: granted anew when they are lost, with the keys put under them put again.
 *
 * <p>{@link KeyStep} is the pure heart: what one key does next. {@link Healer} owns the lease and the keys and carries
 * effects out.
 */
@NullMarked
package io.mainstay.etcd.internal.healing;

import org.jspecify.annotations.NullMarked;
