package io.mainstay.etcd.view;

import io.mainstay.etcd.kv.KeyValue;

/**
 * The keys of a view by words that its user derives from them, like the value of a field.
 *
 * <p>It is brought up to date when it is read, on the thread that reads, at the cost of what has changed since the last
 * read; the first read goes over all keys. Safe for use by many threads. A function that throws is asked again at the
 * next read, and its exception is the reader's.
 */
public interface ViewIndex {
    /** The keys under a word, in key order, as they are in the view's newest snapshot. */
    default Iterable<KeyValue> get(String word) {
        return current().get(word);
    }

    /** The index of the view's newest snapshot, for several reads of one state. */
    At current();

    /** An index as it is at one snapshot; it never changes. */
    interface At {
        /** The state of the view that this is the index of. */
        ViewSnapshot snapshot();

        /** The keys under a word, in key order; none when the word is unknown. */
        Iterable<KeyValue> get(String word);

        /** All words that have keys, in the order of their UTF-8 bytes. */
        Iterable<String> words();
    }
}
