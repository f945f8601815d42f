/** Reading and writing much, on real etcds. */
@NullMarked
package io.mainstay.etcd.testkit.big;

import org.jspecify.annotations.NullMarked;
