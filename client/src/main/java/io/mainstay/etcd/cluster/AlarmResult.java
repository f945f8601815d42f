package io.mainstay.etcd.cluster;

import io.mainstay.etcd.kv.ResponseHeader;
import java.util.List;

/**
 * The answer to an {@link AlarmRequest}.
 *
 * @param header the header
 * @param alarms the alarms that are on, or that the request changed
 */
public record AlarmResult(ResponseHeader header, List<Alarm> alarms) {}
