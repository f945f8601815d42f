/** Waiting on the server for what one lease at a time may have: a lock, a leadership. */
@NullMarked
package io.mainstay.etcd.internal.acquire;

import org.jspecify.annotations.NullMarked;
