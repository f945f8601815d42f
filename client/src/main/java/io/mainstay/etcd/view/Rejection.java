package io.mainstay.etcd.view;

/**
 * A version of a key that its decoder has refused.
 *
 * @param revision the mod revision of the version
 * @param reason why, without any part of the value
 */
public record Rejection(long revision, String reason) {}
