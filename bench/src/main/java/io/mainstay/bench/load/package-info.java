/**
 * The load generator that runs inside each peer's JVM: needs the JDK only, and is compiled anew with each peer.
 *
 * <p>What it measures is the same for every peer: the operations, the latency of each, and what the whole process
 * allocated and burned meanwhile.
 */
@NullMarked
package io.mainstay.bench.load;

import org.jspecify.annotations.NullMarked;
