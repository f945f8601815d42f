/** The path of a call: endpoint, attempts, deadline, retry by kind, and the error a user sees. */
@NullMarked
package io.mainstay.etcd.internal.call;

import org.jspecify.annotations.NullMarked;
