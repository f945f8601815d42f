/** The port: a socket, the one thread behind it, and the choice between gRPC and HTTP/1.1 for each connection. */
@NullMarked
package io.mainstay.etcd.embedded.internal.door;

import org.jspecify.annotations.NullMarked;
