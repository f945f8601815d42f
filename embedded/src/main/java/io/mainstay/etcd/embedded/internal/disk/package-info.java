/**
 * The data directory of a durable server: a log of entries and checkpoints of the state, read back after whatever end
 * the process came to.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.disk;

import org.jspecify.annotations.NullMarked;
