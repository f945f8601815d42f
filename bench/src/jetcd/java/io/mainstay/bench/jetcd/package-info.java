/** jetcd as a peer; compiled and run on a class path of its own. */
@NullMarked
package io.mainstay.bench.jetcd;

import org.jspecify.annotations.NullMarked;
