package io.mainstay.etcd.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a real etcd is started.
 *
 * @param install which etcd
 * @param flags flags beside those that the launcher gives; they come last, so they win. They must leave the
 *     addresses alone, because the launcher asks there whether the server is ready.
 * @param environment what the server's environment has beside the test's own ({@code ETCD_...} of which it never sees)
 * @param tls TLS towards the clients, where there is any
 * @param startTimeout how long a start may take until the server says that it is healthy; 30 seconds by default
 */
public record RealEtcdOptions(
        EtcdInstall install,
        List<String> flags,
        Map<String, String> environment,
        Optional<RealEtcdTls> tls,
        Duration startTimeout) {
    /** In a flag: the client address of the member that gets it. */
    public static final String CLIENT_URL = "{client-url}";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    public RealEtcdOptions {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("startTimeout must be positive, not " + startTimeout);
        }
    }

    /** The defaults, for this etcd. */
    public static RealEtcdOptions of(EtcdInstall install) {
        return new RealEtcdOptions(install, List.of(), Map.of(), Optional.empty(), START_TIMEOUT);
    }

    /** These options with more flags, each as {@code --name=value}. */
    public RealEtcdOptions withFlags(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new RealEtcdOptions(install, all, environment, tls, startTimeout);
    }

    /** These options with one more variable in the server's environment. */
    public RealEtcdOptions withEnvironment(String name, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(name, value);
        return new RealEtcdOptions(install, flags, all, tls, startTimeout);
    }

    /** These options with TLS towards the clients; the server's addresses are {@code https} then. */
    public RealEtcdOptions withTls(RealEtcdTls other) {
        return new RealEtcdOptions(install, flags, environment, Optional.of(other), startTimeout);
    }

    /** These options with another limit for a start. */
    public RealEtcdOptions withStartTimeout(Duration timeout) {
        return new RealEtcdOptions(install, flags, environment, tls, timeout);
    }
}
