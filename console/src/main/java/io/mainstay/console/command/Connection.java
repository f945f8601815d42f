package io.mainstay.console.command;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.EventListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How to reach etcd.
 *
 * @param endpoints the addresses, as the user wrote them
 * @param dialTimeout how long to try when no endpoint can be reached
 * @param commandTimeout how long a call may take
 * @param listener who hears of what the client does
 */
public record Connection(
        List<String> endpoints, Duration dialTimeout, Duration commandTimeout, EventListener listener) {
    /** The same, but to one endpoint. */
    public Connection to(String endpoint) {
        return new Connection(List.of(endpoint), dialTimeout, commandTimeout, listener);
    }

    /**
     * Does something with a client, and closes it.
     *
     * @throws UnreachableException when no endpoint could be reached
     * @throws IllegalArgumentException when an endpoint is no address
     */
    public <T> T with(Function<EtcdClient, T> work) {
        DialGuard guard = new DialGuard(this);
        try (EtcdClient client = EtcdClient.builder()
                .endpoints(endpoints.toArray(String[]::new))
                .callTimeout(commandTimeout)
                .eventListener(guard)
                .build()) {
            return guard.run(client, work);
        }
    }
}
