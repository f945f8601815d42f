/** Leases: granting, revoking, looking at them, and keeping them alive. */
@NullMarked
package io.mainstay.etcd.lease;

import org.jspecify.annotations.NullMarked;
