@NullMarked
package io.mainstay.bench;

import org.jspecify.annotations.NullMarked;
