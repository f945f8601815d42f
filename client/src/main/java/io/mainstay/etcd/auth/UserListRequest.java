package io.mainstay.etcd.auth;

/** A request for all users. */
public record UserListRequest() {}
