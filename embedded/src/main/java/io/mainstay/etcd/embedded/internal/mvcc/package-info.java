/** The store of keys and their history: pure values and pure steps, without threads and without time. */
@NullMarked
package io.mainstay.etcd.embedded.internal.mvcc;

import org.jspecify.annotations.NullMarked;
