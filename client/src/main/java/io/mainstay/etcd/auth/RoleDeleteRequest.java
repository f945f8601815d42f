package io.mainstay.etcd.auth;

/**
 * A request to delete a role, which takes it from every user.
 *
 * @param role the role
 */
public record RoleDeleteRequest(String role) {}
