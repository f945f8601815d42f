package io.mainstay.etcd.cluster;

/** A request for the state of the member that is asked. */
public record StatusRequest() {}
