/**
 * What an etcd client must be able to rely on, as tests: one abstract suite for each service, to be run over every pair
 * of a transport and a server.
 *
 * <p>Extend {@link io.mainstay.etcd.testkit.contract.EtcdContracts} to run all of them. The suites need AssertJ on the
 * class path.
 */
@NullMarked
package io.mainstay.etcd.testkit.contract;

import org.jspecify.annotations.NullMarked;
