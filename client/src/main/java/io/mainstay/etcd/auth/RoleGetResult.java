package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The permissions of a role.
 *
 * @param header the header
 * @param permissions the permissions
 */
public record RoleGetResult(ResponseHeader header, List<Permission> permissions) {}
