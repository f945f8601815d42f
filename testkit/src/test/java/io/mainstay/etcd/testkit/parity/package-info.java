/**
 * What a Go provider over clientv3 does for its users, behaviour by behaviour as its own tests have them, and its known
 * flaws, each as a test that fails where the flaw is.
 */
package io.mainstay.etcd.testkit.parity;
