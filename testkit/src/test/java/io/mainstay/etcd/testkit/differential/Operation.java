package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.spi.Rpc;

/** A request with the procedure that takes it. */
record Operation<Q, R>(Rpc<Q, R> rpc, Q request) {
    @Override
    public String toString() {
        return rpc.shortName() + " " + Dump.of(request);
    }
}
