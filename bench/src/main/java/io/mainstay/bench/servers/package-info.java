/** The embedded etcd beside a real one: the same load, from one client, on each in turn. */
@NullMarked
package io.mainstay.bench.servers;

import org.jspecify.annotations.NullMarked;
