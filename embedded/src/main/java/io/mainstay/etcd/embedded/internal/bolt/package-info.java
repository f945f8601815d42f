/**
 * The file format of bbolt, in which etcd keeps its database: a writer and a reader of whole files. It knows buckets of
 * keys and values, and nothing of etcd.
 */
@NullMarked
package io.mainstay.etcd.embedded.internal.bolt;

import org.jspecify.annotations.NullMarked;
