package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what one view holds. */
public final class ViewRecord {
    private final String name;
    private final KeyRange range;
    private final List<ViewTrace.Look> looks = new ArrayList<>();

    ViewRecord(String name, KeyRange range) {
        this.name = name;
        this.range = range;
    }

    /** The view stands at this revision and holds these keys; one look after the other. */
    public synchronized void looked(long revision, Map<Bytes, KeyValue> keys) {
        looks.add(new ViewTrace.Look(revision, keys));
    }

    /** What is written down so far. */
    public synchronized ViewTrace trace() {
        return new ViewTrace(name, range, looks);
    }
}
