package io.mainstay.console.command;

import io.mainstay.etcd.cluster.StatusResult;

/**
 * How an endpoint stands.
 *
 * @param endpoint the endpoint, as the user wrote it
 * @param status what its member tells
 */
public record EndpointStatus(String endpoint, StatusResult status) {}
