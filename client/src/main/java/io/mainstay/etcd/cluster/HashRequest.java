package io.mainstay.etcd.cluster;

/** A request for the hash of a member's whole database, which etcd keeps for its own tests. */
public record HashRequest() {}
