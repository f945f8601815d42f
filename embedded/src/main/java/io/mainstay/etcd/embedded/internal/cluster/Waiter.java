package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.spi.TransportFailure;

/** What waits until somebody leads. One of its methods is called, once, under no lock. */
interface Waiter {
    /** It may go on. */
    void proceed();

    /** It fails. */
    void fail(TransportFailure failure);
}
