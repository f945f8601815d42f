package io.mainstay.etcd.auth;

/**
 * A request to give a role a permission.
 *
 * @param role the role
 * @param permission the permission
 */
public record RoleGrantPermissionRequest(String role, Permission permission) {}
