package io.mainstay.etcd.internal.call;

import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of a client with a transport for each; one is in use until it fails, then the next.
 *
 * <p>All calls and streams of a client use the same endpoint while it works, so a client sees one member's order of
 * things and an idle endpoint costs no connection.
 */
public final class EndpointPool implements AutoCloseable {
    private final List<Line> lines;
    private volatile int current;

    /** A pool over lines that it will close. */
    public EndpointPool(List<Line> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no endpoint was given; name at least one, like http://127.0.0.1:2379");
        }
        this.lines = List.copyOf(lines);
    }

    /** The line in use. */
    public Line current() {
        return lines.get(current);
    }

    /** Turns to the next line, unless another failure of the same line has already done so. */
    public synchronized void failed(Line line) {
        if (current().equals(line)) {
            current = (current + 1) % lines.size();
        }
    }

    /** The line to an endpoint, when it is one of these. */
    public Optional<Line> lineTo(Endpoint endpoint) {
        return lines.stream().filter(line -> line.endpoint().sameAs(endpoint)).findFirst();
    }

    /** Whether every line is one with TLS, so that none in clear may be opened beside them. */
    public boolean isSecured() {
        return lines.stream().allMatch(line -> line.endpoint().scheme().equals("https"));
    }

    /** How many endpoints there are. */
    public int size() {
        return lines.size();
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Line line : lines) {
            try {
                line.transport().close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /**
     * A transport and where it leads.
     *
     * @param endpoint the address
     * @param transport the transport
     */
    public record Line(Endpoint endpoint, Transport transport) {}
}
