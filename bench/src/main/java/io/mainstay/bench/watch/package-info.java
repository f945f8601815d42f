/** The load that watches and kept leases are measured with; compiled into the JVM of every peer. JDK only. */
@NullMarked
package io.mainstay.bench.watch;

import org.jspecify.annotations.NullMarked;
