/** Proof that our messages are etcd's, number by number and byte by byte. */
@NullMarked
package io.mainstay.etcd.proto;

import org.jspecify.annotations.NullMarked;
