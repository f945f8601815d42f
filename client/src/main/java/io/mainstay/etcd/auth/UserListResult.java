package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * All users.
 *
 * @param header the header
 * @param users the names of the users
 */
public record UserListResult(ResponseHeader header, List<String> users) {}
