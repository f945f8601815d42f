/** The instrumentation port: what the client does, told as paired events. */
@NullMarked
package io.mainstay.etcd.event;

import org.jspecify.annotations.NullMarked;
