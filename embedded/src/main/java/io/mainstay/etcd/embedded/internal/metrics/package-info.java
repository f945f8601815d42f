/** What a server counts, under etcd's own names, and the page in Prometheus' text format that shows it. */
@NullMarked
package io.mainstay.etcd.embedded.internal.metrics;

import org.jspecify.annotations.NullMarked;
