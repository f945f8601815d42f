/** Doubles for tests that need no server: a clock moved by hand and a transport that follows a script. */
@NullMarked
package io.mainstay.etcd.testing;

import org.jspecify.annotations.NullMarked;
