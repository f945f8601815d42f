/** Connections that a test can break. */
@NullMarked
package io.mainstay.etcd.testkit.proxy;

import org.jspecify.annotations.NullMarked;
