package io.mainstay.etcd.testkit.faults;

import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.testkit.faults.Part.Write;
import io.mainstay.etcd.testkit.history.HistoryRecorder;
import io.mainstay.etcd.testkit.history.WriteTrace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One writer: every value it puts is its own, and it writes down what it was told of each. */
final class Writer {
    private final EtcdClient client;
    private final HistoryRecorder recorder;
    private final String prefix;
    private final String name;
    private final AtomicLong newest;
    private int count;

    Writer(EtcdClient client, HistoryRecorder recorder, String prefix, String name, AtomicLong newest) {
        this.client = client;
        this.recorder = recorder;
        this.prefix = prefix;
        this.name = name;
        this.newest = newest;
    }

    void write(Write write) {
        List<Bytes> values = new ArrayList<>();
        Outcome outcome;
        try {
            long revision = send(write, values);
            newest.accumulateAndGet(revision, Math::max);
            outcome = new Outcome.Applied(revision);
        } catch (EtcdException e) {
            outcome = Outcome.of(e);
        }
        for (Bytes value : values) {
            recorder.wrote(value, outcome);
        }
    }

    private long send(Write write, List<Bytes> values) {
        if (write instanceof Write.Put put) {
            Bytes value = value(put.size(), values);
            return client.kv().put(key(put.key()), value).header().revision();
        }
        if (write instanceof Write.Delete delete) {
            return client.kv().delete(prefix + delete.key()).header().revision();
        }
        Write.Txn txn = (Write.Txn) write;
        List<Op> ops = new ArrayList<>();
        txn.puts().forEach(key -> ops.add(Op.put(key(key), value(txn.size(), values))));
        ops.add(Op.delete(key(txn.delete())));
        return client.kv().txn(t -> t.then(ops.toArray(Op[]::new))).header().revision();
    }

    private Bytes key(String key) {
        return Bytes.utf8(prefix + key);
    }

    private Bytes value(int size, List<Bytes> values) {
        Bytes value = Bytes.utf8(name + ++count + " " + "x".repeat(size));
        values.add(value);
        return value;
    }
}
