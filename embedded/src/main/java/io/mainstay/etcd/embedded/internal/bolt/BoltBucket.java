package io.mainstay.etcd.embedded.internal.bolt;

import java.util.List;

/**
 * A bucket to be written.
 *
 * @param name its name
 * @param entries its entries, in the order of their keys (as unsigned bytes), no key twice; the list is read more than
 *     once and may make its entries when it is asked
 */
public record BoltBucket(String name, List<BoltEntry> entries) {}
