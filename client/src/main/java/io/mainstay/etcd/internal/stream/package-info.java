/** The streams of a client: what all of them have in common, and calls that the server answers with many messages. */
@NullMarked
package io.mainstay.etcd.internal.stream;

import org.jspecify.annotations.NullMarked;
