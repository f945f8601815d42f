/** The log of a server: entries, each a change of its state as a value, in the order in which they are applied. */
@NullMarked
package io.mainstay.etcd.embedded.internal.log;

import org.jspecify.annotations.NullMarked;
