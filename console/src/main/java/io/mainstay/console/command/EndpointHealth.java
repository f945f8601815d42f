package io.mainstay.console.command;

import java.time.Duration;

/**
 * Whether an endpoint serves.
 *
 * @param endpoint the endpoint, as the user wrote it
 * @param took how long it took to answer, or to fail
 * @param error what is wrong; empty when it is healthy
 */
public record EndpointHealth(String endpoint, Duration took, String error) {
    /** Whether nothing is wrong. */
    public boolean healthy() {
        return error.isEmpty();
    }
}
