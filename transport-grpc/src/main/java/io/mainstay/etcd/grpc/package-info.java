/**
 * The {@code Transport} over grpc-java, and the only map on the client side between Mainstay's values and protobuf
 * messages.
 */
@NullMarked
package io.mainstay.etcd.grpc;

import org.jspecify.annotations.NullMarked;
