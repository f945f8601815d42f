package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lock.LockRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who has a place in which queue, who waits for it, and so which answers must come: what is told by the keys that there
 * are, without asking a server.
 */
final class QueueModel {
    private final Map<Integer, Waiter> waiters = new TreeMap<>();
    private final Map<Integer, Observer> observers = new TreeMap<>();
    private final Set<Long> leases = new HashSet<>();
    private Map<Bytes, KeyValue> keys = Map.of();
    private long revision = 1;
    private long settled;

    /**
     * A call that waits until no key of its queue is older than its own.
     *
     * @param number of the call
     * @param lock whether it is for a lock, not an election
     * @param prefix of the queue's keys
     * @param key its place
     * @param rev the place's create revision as the call saw it
     */
    record Waiter(int number, boolean lock, Bytes prefix, Bytes key, long rev) {}

    /** Whom a stream of leaders has told last, if it still leads. */
    private static final class Observer {
        private final Bytes prefix;
        private KeyValue told;

        Observer(Bytes prefix) {
            this.prefix = prefix;
        }
    }

    static Bytes prefix(Bytes queue) {
        return queue.concat(Bytes.utf8("/"));
    }

    static Bytes place(Bytes queue, long lease) {
        String id = lease < 0 ? "-" + Long.toHexString(-lease) : Long.toHexString(lease);
        return prefix(queue).concat(Bytes.utf8(id));
    }

    List<KeyValue> keys() {
        return List.copyOf(keys.values());
    }

    long revision() {
        return revision;
    }

    Set<Long> leases() {
        return leases;
    }

    List<Waiter> waiters() {
        return List.copyOf(waiters.values());
    }

    List<Integer> observers() {
        return List.copyOf(observers.keySet());
    }

    /** The revision when nothing was on its way for the last time but one. */
    long settled() {
        return settled;
    }

    void settle(long at) {
        settled = at;
    }

    /** So many watches a server has when nothing is on its way. */
    int watches() {
        return waiters.size() + observers.size();
    }

    /** What a call for a lock will wait for, or nothing if it is answered at once. */
    Optional<Waiter> wouldWait(int number, LockRequest lock) {
        return wouldWait(number, lock.name(), lock.lease(), null);
    }

    /** What a call for an election will wait for, or nothing if it is answered at once. */
    Optional<Waiter> wouldWait(int number, CampaignRequest campaign) {
        return wouldWait(number, campaign.name(), campaign.lease(), campaign.value());
    }

    private Optional<Waiter> wouldWait(int number, Bytes queue, long lease, Bytes value) {
        boolean lock = value == null;
        Bytes key = place(queue, lease);
        KeyValue found = keys.get(key);
        boolean writes = found == null || !lock && !found.value().equals(value);
        if (writes && !leases.contains(lease)) {
            return Optional.empty();
        }
        Waiter waiter =
                new Waiter(number, lock, prefix(queue), key, found == null ? revision + 1 : found.createRevision());
        return isDue(waiter) ? Optional.empty() : Optional.of(waiter);
    }

    private boolean isDue(Waiter waiter) {
        return keys.values().stream()
                .noneMatch(kv -> kv.key().startsWith(waiter.prefix()) && kv.createRevision() < waiter.rev());
    }

    boolean has(Bytes key) {
        return keys.containsKey(key);
    }

    void waits(Waiter waiter) {
        waiters.put(waiter.number(), waiter);
    }

    /** Whether its place goes with a call that is given up: a campaign leaves one alone that is not the one it took. */
    boolean leaves(Waiter waiter) {
        KeyValue found = keys.get(waiter.key());
        return found != null && (waiter.lock() || found.createRevision() == waiter.rev());
    }

    void gaveUp(int number) {
        waiters.remove(number);
    }

    void observes(int number, Bytes election) {
        observers.put(number, new Observer(prefix(election)));
    }

    void stoppedObserving(int number) {
        observers.remove(number);
    }

    /** Takes in the keys as they are now. */
    void update(RangeResult everything) {
        revision = everything.header().revision();
        keys = new TreeMap<>();
        everything.kvs().forEach(kv -> keys.put(kv.key(), kv));
    }

    /** The calls that must be answered now; they wait no more. */
    List<Integer> takeDue() {
        List<Integer> due = new ArrayList<>();
        for (Iterator<Waiter> each = waiters.values().iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (isDue(waiter)) {
                due.add(waiter.number());
                each.remove();
            }
        }
        return due;
    }

    /** The streams of leaders that must bring one more message now. */
    List<Integer> takeTold() {
        List<Integer> told = new ArrayList<>();
        observers.forEach((number, observer) -> {
            KeyValue now = leader(observer);
            if (now != null && (observer.told == null || now.modRevision() != observer.told.modRevision())) {
                told.add(number);
            }
            observer.told = now;
        });
        return told;
    }

    private KeyValue leader(Observer observer) {
        KeyValue same = observer.told == null ? null : keys.get(observer.told.key());
        if (same != null && same.createRevision() == observer.told.createRevision()) {
            return same;
        }
        return keys.values().stream()
                .filter(kv -> kv.key().startsWith(observer.prefix))
                .min(Comparator.comparing(KeyValue::createRevision))
                .orElse(null);
    }
}
