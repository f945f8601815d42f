package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * A token, which goes with every call from now on.
 *
 * @param header the header
 * @param token the token
 */
public record AuthenticateResult(ResponseHeader header, Secret token) {}
