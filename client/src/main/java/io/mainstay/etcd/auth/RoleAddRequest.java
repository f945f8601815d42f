package io.mainstay.etcd.auth;

/**
 * A request to add a role.
 *
 * @param name the role
 */
public record RoleAddRequest(String name) {}
