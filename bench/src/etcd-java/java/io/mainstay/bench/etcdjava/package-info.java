/** IBM's etcd-java as a peer; compiled and run on a class path of its own. */
@NullMarked
package io.mainstay.bench.etcdjava;

import org.jspecify.annotations.NullMarked;
