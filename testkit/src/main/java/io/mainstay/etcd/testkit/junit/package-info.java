/**
 * For JUnit: an extension that gives a test an etcd and a client, and a gate that lets no class leave anything behind.
 *
 * <pre>{@code
 * @EtcdTest
 * class GreetingTest {
 *     @Test
 *     void isStored(EtcdClient etcd) {
 *         etcd.kv().put("/greeting", "hello");
 *         assertThat(etcd.kv().get("/greeting")).isPresent();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.mainstay.etcd.testkit.junit;

import org.jspecify.annotations.NullMarked;
