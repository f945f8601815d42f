/** Benchmarks that compare Mainstay with its peers on the same server in one run. */
@NullMarked
package io.mainstay.bench;

import org.jspecify.annotations.NullMarked;
