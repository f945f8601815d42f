package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.history.Histories;
import io.mainstay.etcd.internal.scan.Scans;

/**
 * What the faces of the key operations stand on.
 *
 * @param calls single calls
 * @param scans big reads
 * @param histories the histories of keys
 * @param userCode where progress is told
 */
public record KvParts(CallEngine calls, Scans scans, Histories histories, UserCode userCode) {}
