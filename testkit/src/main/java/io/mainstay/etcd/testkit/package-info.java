/** What a test needs to use etcd: a JUnit extension, contract suites and the launcher of a real etcd. */
@NullMarked
package io.mainstay.etcd.testkit;

import org.jspecify.annotations.NullMarked;
