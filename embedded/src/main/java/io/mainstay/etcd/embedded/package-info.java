/** An etcd that lives inside the JVM, for tests, demos and laptops. */
@NullMarked
package io.mainstay.etcd.embedded;

import org.jspecify.annotations.NullMarked;
