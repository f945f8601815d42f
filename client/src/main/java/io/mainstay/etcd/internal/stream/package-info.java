/** Calls that the server answers with a stream of messages. */
@NullMarked
package io.mainstay.etcd.internal.stream;

import org.jspecify.annotations.NullMarked;
