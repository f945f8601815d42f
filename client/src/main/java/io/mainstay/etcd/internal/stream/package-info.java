/** What the streams of a client have in common, whatever runs on them. */
@NullMarked
package io.mainstay.etcd.internal.stream;

import org.jspecify.annotations.NullMarked;
