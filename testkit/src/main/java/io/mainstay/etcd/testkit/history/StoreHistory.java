package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened to some keys in truth: every change in order, each with the key as it was before. It begins where none
 * of the keys existed. Immutable.
 */
public final class StoreHistory {
    private final List<WatchEvent> events;
    private final Map<Place, Integer> places = new HashMap<>();
    private final NavigableMap<Long, Integer> firstOf = new TreeMap<>();
    private final long last;
    private final long compacted;

    private StoreHistory(List<WatchEvent> events, long last, long compacted) {
        this.events = events;
        this.last = last;
        this.compacted = compacted;
        for (int i = 0; i < events.size(); i++) {
            places.put(Place.of(events.get(i)), i);
            firstOf.putIfAbsent(events.get(i).revision(), i);
        }
    }

    /** A change is known by its revision and its key: etcd changes a key once a revision at the most. */
    record Place(long revision, Bytes key) {
        static Place of(WatchEvent event) {
            return new Place(event.revision(), event.key());
        }
    }

    /**
     * A history.
     *
     * @param changes every change of the keys from the first on, as a watch tells them; what they say of the keys as
     *     they were is not looked at, but worked out
     * @param last the revision up to which they are all
     * @param compacted the newest revision at which the store was compacted meanwhile, or 0
     */
    public static StoreHistory of(List<WatchEvent> changes, long last, long compacted) {
        Map<Bytes, KeyValue> state = new HashMap<>();
        List<WatchEvent> events = new ArrayList<>();
        for (WatchEvent change : changes) {
            KeyValue before = change.isDelete() ? state.remove(change.key()) : state.put(change.key(), change.kv());
            events.add(new WatchEvent(change.type(), change.kv(), before));
        }
        return new StoreHistory(Collections.unmodifiableList(events), last, compacted);
    }

    /** Every change. */
    public List<WatchEvent> events() {
        return events;
    }

    /** The changes from a revision to another, both with it. */
    public List<WatchEvent> events(long from, long upTo) {
        int begin = indexOf(from);
        return begin >= indexOf(upTo + 1) ? List.of() : events.subList(begin, indexOf(upTo + 1));
    }

    private int indexOf(long revision) {
        Map.Entry<Long, Integer> first = firstOf.ceilingEntry(revision);
        return first == null ? events.size() : first.getValue();
    }

    /** The revision up to which every change is here. */
    public long last() {
        return last;
    }

    /** The newest revision at which the store was compacted, or 0. */
    public long compacted() {
        return compacted;
    }

    /** The change of a key at a revision, if there was one. */
    public Optional<WatchEvent> at(long revision, Bytes key) {
        Integer place = places.get(new Place(revision, key));
        return place == null ? Optional.empty() : Optional.of(events.get(place));
    }

    /** Where in history a change stands; -1 when there was no such change. */
    int place(WatchEvent event) {
        return places.getOrDefault(Place.of(event), -1);
    }

    /** The keys of a range as they were at a revision. */
    public SortedMap<Bytes, KeyValue> state(long revision, KeyRange range) {
        SortedMap<Bytes, KeyValue> state = new TreeMap<>();
        for (WatchEvent event : events(0, revision)) {
            if (!range.contains(event.key())) {
                continue;
            }
            if (event.isDelete()) {
                state.remove(event.key());
            } else {
                state.put(event.key(), event.kv());
            }
        }
        return state;
    }

    /** How long it is. */
    @Override
    public String toString() {
        return "history of " + events.size() + " changes up to revision " + last
                + (compacted > 0 ? ", compacted at " + compacted : "");
    }
}
