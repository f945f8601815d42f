/** Seeded runs of clients over lines and members that break, held against what the store says happened. */
@org.jspecify.annotations.NullMarked
package io.mainstay.etcd.testkit.faults;
