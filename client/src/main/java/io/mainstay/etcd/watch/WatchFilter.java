package io.mainstay.etcd.watch;

/** A kind of event that the server leaves out. */
public enum WatchFilter {
    /** No puts. */
    NO_PUT,
    /** No deletes. */
    NO_DELETE
}
