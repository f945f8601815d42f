package io.mainstay.etcd.internal.view;

/**
 * What a view is: its keys, and those that are being read to take their place. Immutable.
 *
 * @param held the keys it shows
 * @param loaded whether they were ever complete
 * @param loading the keys that were read since a load began; of no meaning while {@link #isLoading} is false
 * @param isLoading whether a load is under way
 * @param floor changes up to this revision are in the keys already, though they were never seen: a read has proved it
 */
record ViewModel(TreeSnapshot held, boolean loaded, Keys loading, boolean isLoading, long floor) {
    /** A view that has seen nothing. */
    static final ViewModel NEW = new ViewModel(TreeSnapshot.NONE, false, Keys.NONE, true, 0);

    /** The same, showing these keys and following what comes. */
    ViewModel holding(TreeSnapshot next) {
        return new ViewModel(next, true, Keys.NONE, false, floor);
    }

    /** The same with more keys read. */
    ViewModel reading(Keys read) {
        return new ViewModel(held, loaded, read, true, floor);
    }

    /** The same keys, which the store was found to hold at a later revision too. */
    ViewModel provedAt(long revision) {
        return new ViewModel(new TreeSnapshot(revision, held.keys()), loaded, loading, isLoading, revision);
    }

    /** The same with all its keys read anew, so that nothing is left to prove. */
    ViewModel anew(TreeSnapshot next) {
        return new ViewModel(next, true, Keys.NONE, false, 0);
    }
}
