package io.mainstay.etcd.testkit.differential;

/**
 * Where a server is reached, over gRPC or its gateway.
 *
 * @param name of the server, for who reads of a difference
 * @param endpoint where it is
 */
record Port(String name, String endpoint) {}
