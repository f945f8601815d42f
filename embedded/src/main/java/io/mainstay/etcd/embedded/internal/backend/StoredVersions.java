package io.mainstay.etcd.embedded.internal.backend;

import org.jspecify.annotations.Nullable;

/**
 * As whose a database is written.
 *
 * @param cluster the cluster's version, like {@code 3.6.0}
 * @param storage the version of the database, like {@code 3.6.0}; null before 3.6
 * @param term the term of the last entry that is in it
 */
public record StoredVersions(String cluster, @Nullable String storage, long term) {}
