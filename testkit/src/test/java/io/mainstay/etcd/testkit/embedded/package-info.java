/** The embedded etcd as clients meet it, whichever way they come. */
@NullMarked
package io.mainstay.etcd.testkit.embedded;

import org.jspecify.annotations.NullMarked;
