package io.mainstay.etcd.kv;

/**
 * A range of keys of any size, read lazily in key order, all at one revision.
 *
 * <p>The first answer fixes the revision; everything after it is read at that revision, so the whole is what one read
 * would have given. It comes through etcd's {@code RangeStream} where the member has it (from 3.7 on), and otherwise in
 * pages whose size follows the size of what they hold; memory holds two answers of about a MiB at the most, unless
 * small values are followed by big ones: then one page can hold up to 5,000 of them. A connection that breaks is made
 * anew, and the scan goes on after the last key. A compaction of its revision meanwhile ends it with a {@link
 * io.mainstay.etcd.error.CompactedException}.
 */
public interface Scan extends Cursor<KeyValue> {
    /** The revision that everything is read at; 0 until the first answer when the request named none. */
    long revision();
}
