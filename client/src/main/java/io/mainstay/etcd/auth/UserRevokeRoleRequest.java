package io.mainstay.etcd.auth;

/**
 * A request to take a role from a user.
 *
 * @param user the user
 * @param role the role
 */
public record UserRevokeRoleRequest(String user, String role) {}
