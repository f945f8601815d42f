/** Keys, values and the operations on them, in etcd's own words: ranges, puts, deletes, transactions. */
@NullMarked
package io.mainstay.etcd.kv;

import org.jspecify.annotations.NullMarked;
