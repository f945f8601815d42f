package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * All leases there are.
 *
 * @param header the header
 * @param ids their ids, the one that ends first, first
 */
public record LeaseLeasesResult(ResponseHeader header, List<Long> ids) {}
