/** Writing bursts: packed into guarded transactions, one after the other or side by side, under one lease. */
@NullMarked
package io.mainstay.etcd.internal.sink;

import org.jspecify.annotations.NullMarked;
