/** Where the parts of a client are made and hung together. Nothing in {@code internal} is for users. */
@NullMarked
package io.mainstay.etcd.internal;

import org.jspecify.annotations.NullMarked;
