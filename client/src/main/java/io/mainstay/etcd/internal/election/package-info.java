/** Observing who leads: a stream of the server, taken up again whenever it breaks. */
@NullMarked
package io.mainstay.etcd.internal.election;

import org.jspecify.annotations.NullMarked;
