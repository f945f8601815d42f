/** Snapshots: a member's database as a verified stream of bytes, and as a file that appears only when whole. */
@NullMarked
package io.mainstay.etcd.internal.snapshot;

import org.jspecify.annotations.NullMarked;
