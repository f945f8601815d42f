package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * All roles.
 *
 * @param header the header
 * @param roles the names of the roles
 */
public record RoleListResult(ResponseHeader header, List<String> roles) {}
