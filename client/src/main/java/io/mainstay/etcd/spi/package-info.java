/** What a transport implements: remote procedures as values, calls, streams, failures and time. */
@NullMarked
package io.mainstay.etcd.spi;

import org.jspecify.annotations.NullMarked;
