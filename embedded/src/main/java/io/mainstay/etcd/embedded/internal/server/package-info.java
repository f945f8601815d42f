/** The server: one serial owner of all that changes, the services in front of it, and the in-process door. */
@NullMarked
package io.mainstay.etcd.embedded.internal.server;

import org.jspecify.annotations.NullMarked;
