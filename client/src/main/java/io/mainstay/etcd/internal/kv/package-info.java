/** Operations on keys that are made of the plain ones: guarded writes and moves. */
@NullMarked
package io.mainstay.etcd.internal.kv;

import org.jspecify.annotations.NullMarked;
