/** Lines to single members, for calls that mean one of them. */
@NullMarked
package io.mainstay.etcd.internal.member;

import org.jspecify.annotations.NullMarked;
