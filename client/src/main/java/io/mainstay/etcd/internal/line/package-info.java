/** The endpoints of a client: which is in use, which are put aside and why, and how one that hangs is noticed. */
@NullMarked
package io.mainstay.etcd.internal.line;

import org.jspecify.annotations.NullMarked;
