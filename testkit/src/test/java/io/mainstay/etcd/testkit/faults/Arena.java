package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClientBuilder;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.TransportProvider;
import io.mainstay.etcd.testkit.fault.Faulted;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.List;
import java.util.function.UnaryOperator;

/** An etcd with lines to it that can be broken, and others that nobody breaks. */
interface Arena extends Faulted, AutoCloseable {
    /** A client over the lines that are broken. */
    default EtcdClientBuilder client() {
        return client(transport -> transport);
    }

    /** A client over the lines that are broken, and over a transport that something is done to. */
    EtcdClientBuilder client(UnaryOperator<TransportProvider> seam);

    /** A client over lines of its own. */
    EtcdClientBuilder control();

    /** What the store says happened to some keys, read over a line of its own. */
    List<WatchEvent> read(KeyRange range, long from, long upTo);

    /** Ends all harm. */
    void healAll();

    /** Ends it and what it has started. */
    @Override
    void close();
}
