/**
 * Doubles for tests that need no server: a clock moved by hand, a transport that follows a script; and recorders of
 * what a transport under test brings.
 */
@NullMarked
package io.mainstay.etcd.testing;

import org.jspecify.annotations.NullMarked;
