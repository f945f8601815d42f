/** etcd's own lock service, as thin calls. */
@NullMarked
package io.mainstay.etcd.lock;

import org.jspecify.annotations.NullMarked;
