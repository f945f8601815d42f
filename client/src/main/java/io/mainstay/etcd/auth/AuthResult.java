package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The answer to a change of users, roles or permissions: its header and no more.
 *
 * @param header the header
 */
public record AuthResult(ResponseHeader header) {}
