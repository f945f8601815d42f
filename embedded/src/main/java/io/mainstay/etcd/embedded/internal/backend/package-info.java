/** The database of an etcd as a file: which buckets it has, and what stands in them and how. */
@NullMarked
package io.mainstay.etcd.embedded.internal.backend;

import org.jspecify.annotations.NullMarked;
