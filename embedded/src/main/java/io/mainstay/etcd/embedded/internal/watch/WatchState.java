package io.mainstay.etcd.embedded.internal.watch;

/** Where a watch stands towards the store. */
sealed interface WatchState {
    /** It has been given, or needs not be given, everything up to now, and gets what happens as it happens. */
    record Synced() implements WatchState {}

    /**
     * It is given what it lacks from history, as its client makes room.
     *
     * @param next the first revision that it has not seen
     */
    record Behind(long next) implements WatchState {}

    /** It was ended because what it lacked is compacted. Its id stays taken until its client cancels it. */
    record Compacted() implements WatchState {}

    /** The one value of {@link Synced}. */
    WatchState SYNCED = new Synced();

    /** The one value of {@link Compacted}. */
    WatchState COMPACTED = new Compacted();
}
