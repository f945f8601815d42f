/** The gRPC side of a door: it carries etcd's messages between a gRPC server and a {@code Transport}. */
@NullMarked
package io.mainstay.etcd.embedded.internal.grpc;

import org.jspecify.annotations.NullMarked;
