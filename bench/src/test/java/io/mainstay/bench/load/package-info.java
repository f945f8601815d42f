@NullMarked
package io.mainstay.bench.load;

import org.jspecify.annotations.NullMarked;
