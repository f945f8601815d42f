/** What the server refuses, in etcd's words. */
@NullMarked
package io.mainstay.etcd.embedded.internal.refusal;

import org.jspecify.annotations.NullMarked;
