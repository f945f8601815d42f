package io.mainstay.etcd.embedded.internal.bolt;

/**
 * A key with its value, as bytes that nobody changes any more.
 *
 * @param key the key
 * @param value the value
 */
@SuppressWarnings("ArrayRecordComponent") // made by the million and never compared
public record BoltEntry(byte[] key, byte[] value) {}
