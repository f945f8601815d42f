/** Watches: what is asked for, what arrives, and how a watch ends. */
@NullMarked
package io.mainstay.etcd.watch;

import org.jspecify.annotations.NullMarked;
