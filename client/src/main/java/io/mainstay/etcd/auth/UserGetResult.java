package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The roles of a user.
 *
 * @param header the header
 * @param roles the roles
 */
public record UserGetResult(ResponseHeader header, List<String> roles) {}
