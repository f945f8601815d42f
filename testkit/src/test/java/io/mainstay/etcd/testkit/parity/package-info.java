/**
 * What other programs do over etcd, behaviour by behaviour as their own tests have them, and their known flaws, each
 * as a test that fails where the flaw is: a Go provider over clientv3, and a proxy's store of directives fed by a
 * watch.
 */
package io.mainstay.etcd.testkit.parity;
