/**
 * What doors serve: for each procedure the messages of the wire and the values they stand for, what is refused on the
 * way between the two, and the calls under way.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.procedure;

import org.jspecify.annotations.NullMarked;
