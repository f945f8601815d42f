/** The client: {@link io.mainstay.etcd.EtcdClient} and how it is set up. */
@NullMarked
package io.mainstay.etcd;

import org.jspecify.annotations.NullMarked;
