/** The members of a cluster and what each of them tells about itself. */
@NullMarked
package io.mainstay.etcd.cluster;

import org.jspecify.annotations.NullMarked;
