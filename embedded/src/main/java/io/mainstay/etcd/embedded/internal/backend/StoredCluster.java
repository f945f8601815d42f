package io.mainstay.etcd.embedded.internal.backend;

import io.mainstay.etcd.cluster.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of the cluster it belongs to.
 *
 * @param members its members
 * @param removed the ids of members that were removed
 * @param version the cluster's version, like {@code 3.6.0}
 * @param storageVersion the version of the database, like {@code 3.6.0}; null before 3.6
 * @param index the number of the last entry of the log that is in the database
 * @param term the term of that entry
 */
public record StoredCluster(
        List<Member> members,
        List<Long> removed,
        String version,
        @Nullable String storageVersion,
        long index,
        long term) {}
