package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.embedded.internal.metrics.MetricsPage;
import io.mainstay.etcd.embedded.internal.metrics.Traffic;
import io.mainstay.etcd.spi.Transport;
import java.util.function.Supplier;

/**
 * What is behind a door.
 *
 * @param inner what answers
 * @param itself what answers when the server is asked how it is, which needs no user
 * @param traffic where is counted what comes through
 * @param metrics makes the page of all that is counted
 */
public record Backing(Transport inner, Transport itself, Traffic traffic, Supplier<String> metrics) {
    /** A transport alone: its door's traffic is counted, and all that there is on the page. */
    public static Backing of(Transport inner) {
        Traffic traffic = new Traffic();
        return new Backing(inner, inner, traffic, () -> {
            MetricsPage page = new MetricsPage();
            traffic.write(page);
            return page.toString();
        });
    }
}
