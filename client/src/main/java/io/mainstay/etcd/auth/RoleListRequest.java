package io.mainstay.etcd.auth;

/** A request for all roles. */
public record RoleListRequest() {}
