/** The history of a key, walked back from version to version and from life to life. */
@NullMarked
package io.mainstay.etcd.internal.history;

import org.jspecify.annotations.NullMarked;
