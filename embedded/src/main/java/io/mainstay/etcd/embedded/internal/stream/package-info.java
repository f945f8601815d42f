/** Streams to clients: messages wait for room and leave one at a time, on a thread of the server. */
@NullMarked
package io.mainstay.etcd.embedded.internal.stream;

import org.jspecify.annotations.NullMarked;
