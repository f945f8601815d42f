/** What may lie between a client and its wires: transports around transports that change what passes through them. */
@NullMarked
package io.mainstay.etcd.internal.layer;

import org.jspecify.annotations.NullMarked;
