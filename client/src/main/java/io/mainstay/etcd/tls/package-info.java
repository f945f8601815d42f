/** How connections are secured. */
@NullMarked
package io.mainstay.etcd.tls;

import org.jspecify.annotations.NullMarked;
