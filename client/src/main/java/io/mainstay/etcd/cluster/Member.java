package io.mainstay.etcd.cluster;

import java.util.List;

/**
 * A member of the cluster.
 *
 * @param id its id (an unsigned number)
 * @param name its name; empty until it has started for the first time
 * @param peerUrls where other members reach it
 * @param clientUrls where clients reach it; empty until it has started for the first time
 * @param learner whether it only learns and has no vote yet
 */
public record Member(long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {}
