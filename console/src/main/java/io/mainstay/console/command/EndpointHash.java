package io.mainstay.console.command;

import io.mainstay.etcd.cluster.HashKvResult;

/**
 * What the keys of an endpoint hash to.
 *
 * @param endpoint the endpoint, as the user wrote it
 * @param hash the hash
 */
public record EndpointHash(String endpoint, HashKvResult hash) {}
