/**
 * Benchmarks that compare Mainstay with its peers on the same server in one run.
 *
 * <p>This package is the program that starts the server and a JVM for each peer, one after the other, and makes a table
 * of what they measured; what runs inside those JVMs is in {@link io.mainstay.bench.load}.
 */
@NullMarked
package io.mainstay.bench;

import org.jspecify.annotations.NullMarked;
