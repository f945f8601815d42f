/** Leases as plain data: who holds what, and until when. */
@NullMarked
package io.mainstay.etcd.embedded.internal.lease;

import org.jspecify.annotations.NullMarked;
