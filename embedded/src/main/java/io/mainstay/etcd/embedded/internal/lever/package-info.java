/** What a test pulls at: faults that a server plays to its clients, whichever way they come. */
@NullMarked
package io.mainstay.etcd.embedded.internal.lever;

import org.jspecify.annotations.NullMarked;
