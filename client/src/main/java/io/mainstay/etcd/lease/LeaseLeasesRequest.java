package io.mainstay.etcd.lease;

/** A request for the ids of all leases. */
public record LeaseLeasesRequest() {}
