/** Certificates for tests: a CA of one's own that writes PEM files, with the JDK alone. */
@NullMarked
package io.mainstay.etcd.testkit.tls;

import org.jspecify.annotations.NullMarked;
