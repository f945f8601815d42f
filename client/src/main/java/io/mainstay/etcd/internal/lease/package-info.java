/**
 * Lease keeping: all leases of a client on one keep-alive stream.
 *
 * <p>{@link LeaseStep} is the pure heart: what a kept lease does next. {@link LeaseKeeper} owns the stream and the
 * state and carries effects out.
 */
@NullMarked
package io.mainstay.etcd.internal.lease;

import org.jspecify.annotations.NullMarked;
