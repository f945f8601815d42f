package io.mainstay.etcd.testkit.big;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that reads all keys of an etcd through a scan, in whatever little memory it is given, and prints what it
 * saw: how many keys, how many streams it read to their end, the milliseconds, and the most heap there could be in MiB.
 */
final class BigRead {
    private BigRead() {}

    public static void main(String... args) {
        AtomicInteger streams = new AtomicInteger();
        Instant start = Instant.now();
        long keys = 0;
        Bytes last = Bytes.EMPTY;
        try (EtcdClient etcd = EtcdClient.builder()
                        .endpoints(args[0])
                        .eventListener(event -> {
                            if (event instanceof ClientEvent.StreamEnded ended && ended.failure() == null) {
                                streams.incrementAndGet();
                            }
                        })
                        .build();
                Scan scan = etcd.kv().scan("/", o -> o.prefix())) {
            for (KeyValue kv : scan) {
                if (kv.key().compareTo(last) <= 0 || kv.version() != 1) {
                    throw new IllegalStateException("key " + kv.key().utf8() + " after " + last.utf8());
                }
                last = kv.key();
                keys++;
            }
        }
        long millis = Duration.between(start, Instant.now()).toMillis();
        System.out.println(keys + " " + streams + " " + millis + " "
                + (Runtime.getRuntime().maxMemory() >> 20));
    }
}
