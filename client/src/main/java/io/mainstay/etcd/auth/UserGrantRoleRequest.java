package io.mainstay.etcd.auth;

/**
 * A request to give a user a role.
 *
 * @param user the user
 * @param role the role
 */
public record UserGrantRoleRequest(String user, String role) {}
