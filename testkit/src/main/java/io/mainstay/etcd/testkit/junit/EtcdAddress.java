package io.mainstay.etcd.testkit.junit;

/**
 * Where the etcd of a test is, for programs that connect by themselves; a parameter of a test may be of this type.
 *
 * @param endpoint the address, like {@code http://127.0.0.1:23456}
 * @param namespace what all keys of the test begin with; empty when it has the whole server
 */
public record EtcdAddress(String endpoint, String namespace) {}
