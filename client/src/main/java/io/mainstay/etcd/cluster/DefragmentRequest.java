package io.mainstay.etcd.cluster;

/** A request to a member to give unused space back to its file system. The member answers nothing else meanwhile. */
public record DefragmentRequest() {}
