/**
 * What clients did and saw, held against what the store says happened.
 *
 * <p>A {@link io.mainstay.etcd.testkit.history.HistoryRecorder} stands between a program and its client and writes down
 * writes, watches, leases and views. A {@link io.mainstay.etcd.testkit.history.StoreReader} reads the store's own
 * history over a clean line. Each {@link io.mainstay.etcd.testkit.history.Check} has the name of the guarantee that it
 * looks after, and says what it found in words; {@link io.mainstay.etcd.testkit.history.Guarantees} has all of them.
 */
@NullMarked
package io.mainstay.etcd.testkit.history;

import org.jspecify.annotations.NullMarked;
