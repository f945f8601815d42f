package io.mainstay.etcd.auth;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * Whether authentication is on.
 *
 * @param header the header
 * @param enabled whether it is on
 * @param authRevision how often users, roles or permissions have changed (an unsigned number)
 */
public record AuthStatusResult(ResponseHeader header, boolean enabled, long authRevision) {}
