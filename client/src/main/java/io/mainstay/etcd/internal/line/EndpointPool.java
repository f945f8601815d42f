package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.internal.exec.Emitter;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

    /** How long a line that is no longer needed waits for the end of what runs on it. */
    private static final Duration RETIRE = Duration.ofSeconds(30);

    /** Closing waits for what it closes, which the timer's thread must not. */
    private static final ThreadFactory CLOSING = DaemonThreads.named("mainstay-line-closing");

    /** How soon a name is looked up again at the earliest. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Clock clock;
    private final RandomGenerator random;
    private final Emitter emitter;
    private final LineWatch watch;

    /** The lines that the user gave, names among them, and what was found beside, by who found it. */
    private final List<Line> given;

    private final Map<Object, List<Line>> found = new LinkedHashMap<>();
    private final Set<Line> retired = ConcurrentHashMap.newKeySet();

    private volatile Roster<Line> roster;
    private volatile Line current;

    /** Whether some endpoint has answered since all of them failed. */
    private boolean connected;

    private boolean closed;

    /** The cluster that answered last, or 0. */
    private long cluster;

    private volatile Runnable onConnected = () -> {};

    private long downSince;

    /** A pool over lines that it will close. */
    public EndpointPool(List<Line> lines, Clock clock, RandomGenerator random, Emitter emitter) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no endpoint was given; name at least one, like http://127.0.0.1:2379");
        }
        this.clock = clock;
        this.random = random;
        this.emitter = emitter;
        this.given = List.copyOf(lines);
        this.watch = new LineWatch(this, clock);
        this.roster = Roster.of(inOrder(lines));
        this.current = roster.inUse();
        this.downSince = clock.nanoTime();
        join(lines);
    }

    /**
     * A pool over lines to endpoints that it makes and closes.
     *
     * @param connect makes a transport
     * @param lookup finds what is behind names
     * @throws IllegalArgumentException when there is no transport for one of them
     */
    public static EndpointPool over(
            List<Endpoint> endpoints,
            Function<Endpoint, Transport> connect,
            NameLookup lookup,
            Clock clock,
            RandomGenerator random,
            Emitter emitter) {
        AtomicReference<EndpointPool> made = new AtomicReference<>();
        List<Line> lines = new ArrayList<>();
        try {
            for (Endpoint endpoint : endpoints) {
                Transport transport = endpoint.isName()
                        ? new LookupTransport(
                                endpoint,
                                lookup,
                                DaemonThreads.named("mainstay-lookup"),
                                found -> Objects.requireNonNull(made.get()).found(endpoint, found, connect))
                        : connect.apply(endpoint);
                lines.add(new Line(endpoint, transport));
            }
        } catch (RuntimeException noTransport) {
            lines.forEach(line -> line.transport().close());
            throw noTransport;
        }
        EndpointPool pool = new EndpointPool(lines, clock, random, emitter);
        made.set(pool);
        return pool;
    }

    /**
     * These are the endpoints behind a name, or those that the members tell; they take the place of what was found
     * there before. Lines that stay are kept as they are, others are left and closed a little later.
     *
     * @param source the name that was looked up, or whatever else stands for who found them
     */
    public void found(Object source, List<Endpoint> endpoints, Function<Endpoint, Transport> connect) {
        List<ClientEvent> events = new ArrayList<>();
        List<Line> gone;
        synchronized (this) {
            if (closed) {
                return;
            }
            List<Line> before = lines();
            List<Line> now = new ArrayList<>();
            IllegalArgumentException refusal = null;
            for (Endpoint endpoint : endpoints) {
                try {
                    Line line = lineTo(endpoint).orElseGet(() -> new Line(endpoint, connect.apply(endpoint)));
                    if (!now.contains(line)) {
                        now.add(line);
                    }
                } catch (IllegalArgumentException unusable) {
                    refusal = unusable;
                }
            }
            if (now.isEmpty() && refusal != null) {
                throw refusal;
            }
            found.put(source, now);
            List<Line> all = new ArrayList<>(given);
            found.values()
                    .forEach(lines ->
                            lines.stream().filter(line -> !all.contains(line)).forEach(all::add));
            List<Line> ordered = inOrder(all);
            join(ordered);
            become(roster.replaced(ordered, clock.nanoTime(), Line::isName), events);
            gone = before.stream().filter(line -> !ordered.contains(line)).toList();
            retired.addAll(gone);
            if (!ordered.equals(before)) {
                events.add(new ClientEvent.EndpointsFound(
                        String.valueOf(source), now.stream().map(Line::toString).toList()));
            }
        }
        tell(events);
        gone.forEach(this::retire);
    }

    /** What runs on it goes on elsewhere where it can; a write has the time it takes. */
    private void retire(Line line) {
        TransportFailure why = TransportFailure.lost(line + " is no endpoint of the cluster any more", null);
        line.users().forEach(user -> user.leave(line, why));
        clock.schedule(RETIRE, () -> {
            if (retired.remove(line)) {
                CLOSING.newThread(line.transport()::close).start();
            }
        });
    }

    /** Names come last: they are looked up again when every endpoint has failed. */
    private static List<Line> inOrder(List<Line> lines) {
        List<Line> ordered = new ArrayList<>();
        lines.stream().filter(line -> !line.isName()).forEach(ordered::add);
        lines.stream().filter(Line::isName).forEach(ordered::add);
        return List.copyOf(ordered);
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
        return lines().stream()
                .filter(line -> !line.isName())
                .allMatch(line -> line.endpoint().isSecured());
    }

    List<Line> lines() {
        return roster.places().stream().map(Roster.Place::line).toList();
    }

    boolean hasBetterThan(Line line) {
        return roster.hasBetterThan(line, clock.nanoTime(), Line::isName);
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
            int failures = before.place(line).map(Roster.Place::failures).orElse(0);
            Duration aside = line.isName() ? LOOK_AGAIN : aside(failures);
            line.unproven(true);
            become(before.failed(line, now, aside.toNanos()), events);
            if (!line.isName() || why.cause() != null) {
                events.add(0, new ClientEvent.EndpointFailed(line.toString(), why.text(), aside));
            }
            if (connected && roster.allFailed()) {
                connected = false;
                downSince = now;
                events.add(new ClientEvent.Disconnected(why.text()));
            }
        }
        tell(events);
    }

    /** Who is told when the client has a connection, again or for the first time; on the thread that found out. */
    public void onConnected(Runnable task) {
        onConnected = task;
    }

    /** An answer of this cluster came over a line. */
    public void cluster(Line line, long id) {
        long before;
        synchronized (this) {
            before = cluster;
            if (id == 0 || id == before) {
                return;
            }
            cluster = id;
        }
        if (before != 0) {
            tell(List.of(new ClientEvent.ClusterChanged(line.toString(), before, id)));
        }
    }

    /** A line that had not answered before, or failed since, has answered. */
    void answered(Line line) {
        boolean news;
        List<ClientEvent> events = new ArrayList<>();
        synchronized (this) {
            line.unproven(false);
            boolean again =
                    roster.place(line).filter(place -> place.failures() > 0).isPresent();
            become(roster.answered(line), events);
            if (again) {
                events.add(0, new ClientEvent.EndpointHealthy(line.toString()));
            }
            news = !connected;
            if (news) {
                connected = true;
                Duration without = Duration.ofNanos(clock.nanoTime() - downSince);
                events.add(new ClientEvent.Connected(line.toString(), without));
            }
        }
        tell(events);
        if (news) {
            onConnected.run();
        }
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
        List<Line> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(lines());
            retired.stream().filter(line -> !all.contains(line)).forEach(all::add);
        }
        List<RuntimeException> failures = new ArrayList<>();
        for (Line line : all) {
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
