/** The faces of the client over its engines: one class for each style, no logic of their own. */
@NullMarked
package io.mainstay.etcd.internal.face;

import org.jspecify.annotations.NullMarked;
