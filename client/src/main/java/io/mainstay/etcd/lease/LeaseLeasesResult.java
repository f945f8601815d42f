package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * All leases there are, as the member knows them that was asked; one that lags behind may not know the newest.
 *
 * @param header the header
 * @param ids their ids; in the order of their ends where the leader answers, in no order where a follower does
 */
public record LeaseLeasesResult(ResponseHeader header, List<Long> ids) {}
