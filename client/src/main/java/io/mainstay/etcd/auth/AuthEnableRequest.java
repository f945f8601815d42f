package io.mainstay.etcd.auth;

/** A request to switch authentication on, which needs a user {@code root} with the role {@code root}. */
public record AuthEnableRequest() {}
