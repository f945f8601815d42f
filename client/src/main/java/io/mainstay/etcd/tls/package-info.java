/** TLS as a client's user sees it: whom to trust, and who to be. */
@NullMarked
package io.mainstay.etcd.tls;

import org.jspecify.annotations.NullMarked;
