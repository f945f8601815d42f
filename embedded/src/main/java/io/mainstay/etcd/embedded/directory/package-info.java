/** What the user of a durable embedded etcd is told about its data directory. */
@NullMarked
package io.mainstay.etcd.embedded.directory;

import org.jspecify.annotations.NullMarked;
