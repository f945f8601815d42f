/** What Reactive Streams demand, held against sources and sinks over an embedded etcd. */
@NullMarked
package io.mainstay.etcd.testkit.tck;

import org.jspecify.annotations.NullMarked;
