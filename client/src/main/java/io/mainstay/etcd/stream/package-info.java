/** Streams of whole changes: a source that reads a prefix and then follows it, and a sink that writes bursts. */
@NullMarked
package io.mainstay.etcd.stream;

import org.jspecify.annotations.NullMarked;
