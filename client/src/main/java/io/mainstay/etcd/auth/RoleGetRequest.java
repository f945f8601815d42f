package io.mainstay.etcd.auth;

/**
 * A request for the permissions of a role.
 *
 * @param role the role
 */
public record RoleGetRequest(String role) {}
