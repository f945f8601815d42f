package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The endpoints of a client with a line to each; one is in use until it fails, then the next.
 *
 * <p>All calls and streams of a client use the same endpoint while it works, so a client sees one member's order of
 * things and an idle endpoint costs no connection. One that fails is left at once and put aside, for {@link
 * #ASIDE_FIRST} and then ever longer up to {@link #ASIDE_MOST}, each time a random half to all of it; it is tried
 * again after that, or before when there is nothing better. What decides is {@link Roster}; events are told outside
 * the lock.
 */
public final class EndpointPool implements AutoCloseable {
    static final Duration ASIDE_FIRST = Duration.ofSeconds(1);
    static final Duration ASIDE_MOST = Duration.ofSeconds(30);

    private final Clock clock;
    private final RandomGenerator random;
    private final Emitter emitter;
    private final LineWatch watch;

    private volatile Roster<Line> roster;
    private volatile Line current;

    /** Whether some endpoint has answered since all of them failed. */
    private boolean connected;

    private long downSince;

    /** A pool over lines that it will close. */
    public EndpointPool(List<Line> lines, Clock clock, RandomGenerator random, Emitter emitter) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no endpoint was given; name at least one, like http://127.0.0.1:2379");
        }
        this.clock = clock;
        this.random = random;
        this.emitter = emitter;
        this.watch = new LineWatch(this, clock);
        this.roster = Roster.of(List.copyOf(lines));
        this.current = roster.inUse();
        this.downSince = clock.nanoTime();
        join(lines);
    }

    private void join(List<Line> lines) {
        for (Line line : lines) {
            line.joined(this);
            if (lines.size() > 1) {
                line.watchedBy(watch);
            }
        }
    }

    /** The line in use. */
    public Line current() {
        return current;
    }

    /** How many endpoints there are. */
    public int size() {
        return roster.places().size();
    }

    /** The line to an endpoint, when it is one of these. */
    public Optional<Line> lineTo(Endpoint endpoint) {
        return lines().stream().filter(line -> line.endpoint().sameAs(endpoint)).findFirst();
    }

    /** Whether every line is one with TLS, so that none in clear may be opened beside them. */
    public boolean isSecured() {
        return lines().stream().allMatch(line -> line.endpoint().isSecured());
    }

    List<Line> lines() {
        return roster.places().stream().map(Roster.Place::line).toList();
    }

    boolean hasBetterThan(Line line) {
        return roster.hasBetterThan(line, clock.nanoTime());
    }

    /** Puts a line aside, and turns to the next, unless another failure of the same line has already done so. */
    public void failed(Line line, TransportFailure why) {
        List<ClientEvent> events = new ArrayList<>();
        synchronized (this) {
            long now = clock.nanoTime();
            Roster<Line> before = roster;
            if (!before.isNews(line, now)) {
                return;
            }
            Duration aside =
                    aside(before.place(line).map(Roster.Place::failures).orElse(0));
            line.unproven(true);
            become(before.failed(line, now, aside.toNanos()), events);
            events.add(0, new ClientEvent.EndpointFailed(line.toString(), why.text(), aside));
            if (connected && roster.allFailed()) {
                connected = false;
                downSince = now;
                events.add(new ClientEvent.Disconnected(why.text()));
            }
        }
        tell(events);
    }

    /** A line that had not answered before, or failed since, has answered. */
    void answered(Line line) {
        List<ClientEvent> events = new ArrayList<>();
        synchronized (this) {
            line.unproven(false);
            boolean again =
                    roster.place(line).filter(place -> place.failures() > 0).isPresent();
            become(roster.answered(line), events);
            if (again) {
                events.add(0, new ClientEvent.EndpointHealthy(line.toString()));
            }
            if (!connected) {
                connected = true;
                Duration without = Duration.ofNanos(clock.nanoTime() - downSince);
                events.add(new ClientEvent.Connected(line.toString(), without));
            }
        }
        tell(events);
    }

    /** Leaves a line that hangs, and tells everyone on it. */
    void leave(Line line, TransportFailure why) {
        failed(line, why);
        line.users().forEach(user -> user.leave(line, why));
    }

    private void become(Roster<Line> next, List<ClientEvent> events) {
        Line before = current;
        roster = next;
        current = next.inUse();
        if (current != before) {
            events.add(new ClientEvent.EndpointInUse(current.toString(), before.toString()));
        }
    }

    private Duration aside(int failuresBefore) {
        long whole = Math.min(ASIDE_MOST.toNanos(), ASIDE_FIRST.toNanos() << Math.min(failuresBefore, 10));
        return Duration.ofNanos(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    private void tell(List<ClientEvent> events) {
        if (emitter.emits()) {
            events.forEach(emitter::emit);
        }
    }

    @Override
    public void close() {
        watch.close();
        List<RuntimeException> failures = new ArrayList<>();
        for (Line line : lines()) {
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
}
