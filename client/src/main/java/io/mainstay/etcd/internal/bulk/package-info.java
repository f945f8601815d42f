/** Writing and deleting many keys: in one transaction, or in guarded ones that a cut connection does not double. */
@NullMarked
package io.mainstay.etcd.internal.bulk;

import org.jspecify.annotations.NullMarked;
