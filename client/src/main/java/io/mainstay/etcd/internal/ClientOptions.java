package io.mainstay.etcd.internal;

import io.mainstay.etcd.auth.Credentials;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.internal.watch.WatchLimits;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.ConnectOptions;
import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.tls.Tls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a client is set up, as its builder gathered it; what is null is made by the client.
 *
 * @param lines where to, and over what
 * @param credentials who calls, or null for nobody
 * @param limits how long and how much
 * @param callbacks where and to whom it speaks
 * @param time where time and chance come from
 * @param layers what lies between the client and its wires
 */
public record ClientOptions(
        Lines lines, @Nullable Credentials credentials, Limits limits, Callbacks callbacks, Time time, Layers layers) {
    /**
     * Where to, and over what.
     *
     * @param endpoints where to
     * @param transport over what, or null for what the class path has
     * @param tls how connections are secured, or null when the user did not say
     * @param connect how else connections are made
     * @param members what members are wanted
     */
    public record Lines(
            List<Endpoint> endpoints,
            @Nullable TransportProvider transport,
            @Nullable Tls tls,
            ConnectOptions connect,
            Members members) {}

    /**
     * What members are wanted.
     *
     * @param sync how often to ask the cluster for its members, or null for never
     * @param requireLeader whether one without a leader must refuse calls
     */
    public record Members(@Nullable Duration sync, boolean requireLeader) {}

    /**
     * How long and how much.
     *
     * @param callTimeout how long a call may take in all
     * @param watches what the watches keep to
     */
    public record Limits(Duration callTimeout, WatchLimits watches) {}

    /**
     * Where and to whom the client speaks.
     *
     * @param executor where user code runs
     * @param listener who hears what the client does
     */
    public record Callbacks(@Nullable Executor executor, EventListener listener) {}

    /**
     * Where time and chance come from.
     *
     * @param clock time
     * @param random chance
     */
    public record Time(@Nullable Clock clock, @Nullable RandomGenerator random) {}
}
