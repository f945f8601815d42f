/**
 * The gRPC door: a server that turns etcd's messages into values, hands them to a {@code Transport}, and turns the
 * answers back.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.grpc;

import org.jspecify.annotations.NullMarked;
