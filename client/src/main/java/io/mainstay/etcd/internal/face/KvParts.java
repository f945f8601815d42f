package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.scan.Scans;

/**
 * What the faces of the key operations stand on.
 *
 * @param calls single calls
 * @param scans big reads
 */
public record KvParts(CallEngine calls, Scans scans) {}
