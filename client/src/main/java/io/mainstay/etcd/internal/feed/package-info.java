/** Long answers read bit by bit: where they come from, and the faces on them. */
@NullMarked
package io.mainstay.etcd.internal.feed;

import org.jspecify.annotations.NullMarked;
