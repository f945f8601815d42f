package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.KeyRange;

/**
 * A request to take a permission from a role.
 *
 * @param role the role
 * @param range the range exactly as it was granted
 */
public record RoleRevokePermissionRequest(String role, KeyRange range) {}
