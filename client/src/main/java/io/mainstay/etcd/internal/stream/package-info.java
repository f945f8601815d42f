/** What streams of a client have in common: those that the server answers a call with, and those in both directions. */
@NullMarked
package io.mainstay.etcd.internal.stream;

import org.jspecify.annotations.NullMarked;
