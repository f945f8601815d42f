/** etcd's own election service, as thin calls. */
@NullMarked
package io.mainstay.etcd.election;

import org.jspecify.annotations.NullMarked;
