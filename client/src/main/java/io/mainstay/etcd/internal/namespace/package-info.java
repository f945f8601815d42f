/** The layer that puts a prefix before every key on its way out and takes it off on the way in. */
@NullMarked
package io.mainstay.etcd.internal.namespace;

import org.jspecify.annotations.NullMarked;
