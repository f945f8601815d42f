/** Every way a call can fail, as one tree of unchecked exceptions that say whether the call may have been applied. */
@NullMarked
package io.mainstay.etcd.error;

import org.jspecify.annotations.NullMarked;
