/** Members that share a store and play a cluster: who is well, who leads, and what calls meet where nobody does. */
@NullMarked
package io.mainstay.etcd.embedded.internal.cluster;

import org.jspecify.annotations.NullMarked;
