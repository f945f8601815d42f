/** Watches: who sees a change at once, and who catches up from history. */
@NullMarked
package io.mainstay.etcd.embedded.internal.watch;

import org.jspecify.annotations.NullMarked;
