/** TLS: keys and certificates out of PEM text, and the context of a client that follows its files. */
@NullMarked
package io.mainstay.etcd.internal.tls;

import org.jspecify.annotations.NullMarked;
