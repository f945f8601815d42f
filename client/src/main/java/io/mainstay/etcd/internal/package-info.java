/** What the parts of the client share. Nothing in {@code internal} is for users. */
@NullMarked
package io.mainstay.etcd.internal;

import org.jspecify.annotations.NullMarked;
