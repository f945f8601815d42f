/**
 * The HTTP/1.1 side of a door: etcd's JSON gateway, and the pages by which one asks how a server is. A connection has
 * one owner, {@code HttpConnection}, which has one request answered after the other.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.gateway;

import org.jspecify.annotations.NullMarked;
