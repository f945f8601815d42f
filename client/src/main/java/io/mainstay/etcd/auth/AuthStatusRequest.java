package io.mainstay.etcd.auth;

/** A request for whether authentication is on. */
public record AuthStatusRequest() {}
