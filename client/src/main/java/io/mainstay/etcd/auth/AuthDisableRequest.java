package io.mainstay.etcd.auth;

/** A request to switch authentication off. */
public record AuthDisableRequest() {}
