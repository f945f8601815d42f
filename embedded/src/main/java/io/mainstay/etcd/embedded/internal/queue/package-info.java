/**
 * The Lock and Election services. Both are a queue of keys under one prefix: who made the oldest is first, everybody
 * else waits for those before to go.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.queue;

import org.jspecify.annotations.NullMarked;
