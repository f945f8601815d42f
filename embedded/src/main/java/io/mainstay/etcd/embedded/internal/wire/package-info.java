/** What etcd's messages weigh on the wire, and the one it stores. */
@NullMarked
package io.mainstay.etcd.embedded.internal.wire;

import org.jspecify.annotations.NullMarked;
