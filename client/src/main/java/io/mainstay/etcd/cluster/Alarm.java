package io.mainstay.etcd.cluster;

/**
 * An alarm that is on.
 *
 * @param memberId the member it is about (an unsigned number)
 * @param type what is wrong
 */
public record Alarm(long memberId, AlarmType type) {}
