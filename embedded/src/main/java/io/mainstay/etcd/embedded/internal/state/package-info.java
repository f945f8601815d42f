/** The whole state of a server as one value: what a checkpoint holds, and what is exported and imported. */
@NullMarked
package io.mainstay.etcd.embedded.internal.state;

import org.jspecify.annotations.NullMarked;
