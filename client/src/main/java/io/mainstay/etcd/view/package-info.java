/** Keys held in memory and kept current by a watch: a whole prefix, or one decoded value. */
@NullMarked
package io.mainstay.etcd.view;

import org.jspecify.annotations.NullMarked;
