package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;

/**
 * The hash of a member's whole database.
 *
 * @param header the header
 * @param hash the hash (an unsigned 32-bit number)
 */
public record HashResult(ResponseHeader header, int hash) {}
