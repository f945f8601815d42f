/** A client's options as text: in a URI, and in the environment. Pure parsing; what it finds goes to the builder. */
@NullMarked
package io.mainstay.etcd.internal.config;

import org.jspecify.annotations.NullMarked;
