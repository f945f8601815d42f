/** Programs to copy from: each small, whole, and run by a test. */
@NullMarked
package io.mainstay.examples;

import org.jspecify.annotations.NullMarked;
