package io.mainstay.etcd.internal.sink;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.sink.Batch.Item;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.stream.SinkOptions;
import io.mainstay.etcd.stream.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bursts that wait, and how they are packed: in order, whole bursts into a transaction as long as they fit and name
 * different keys; a burst that does not fit even alone is split.
 */
final class Packer {
    /** What a change takes besides keys and value: guards, an envelope, a namespace. More than they ever do. */
    private static final int PER_OP = 320;

    /** What a transaction takes besides its changes, in the server's log too. */
    private static final int PER_TXN = 512;

    private final SinkOptions options;
    private final ArrayDeque<Tracked> waiting = new ArrayDeque<>();

    Packer(SinkOptions options) {
        this.options = options;
    }

    /** What to do next. */
    sealed interface Next {}

    /** Send this. */
    record Send(Batch batch) implements Next {}

    /** Nothing, for now. */
    record Nothing() implements Next {}

    /** Give up, because the first burst that waits can never be written. */
    record Refuse(EtcdException why) implements Next {}

    void add(Tracked burst) {
        waiting.add(burst);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable
    Tracked first() {
        return waiting.peek();
    }

    /** Takes the next transaction off the bursts that wait; one that names none of the keys that are busy. */
    Next next(Set<Bytes> busy) {
        Room room = new Room(busy);
        for (Tracked burst = waiting.peek(); burst != null; burst = waiting.peek()) {
            EtcdException never = refusal(burst);
            boolean split = !new Room(Set.of()).takesAll(burst.unpacked());
            if (never != null || split) {
                if (room.items.isEmpty() && never != null) {
                    return new Refuse(never);
                }
                if (room.items.isEmpty()) {
                    room.takeSome(burst);
                }
                break;
            }
            if (!room.takesAll(burst.unpacked())) {
                break;
            }
            room.takeSome(burst);
            if (options.isAtomic()) {
                break;
            }
        }
        return room.items.isEmpty() ? new Nothing() : new Send(new Batch(room.items, options.overwrites()));
    }

    private @Nullable EtcdException refusal(Tracked burst) {
        for (Write write : burst.unpacked()) {
            if (PER_TXN + weight(write) > options.limits().maxBytes()) {
                String text = "key '" + write.key().utf8() + "' takes " + weight(write)
                        + " bytes with its value, and a transaction may hold "
                        + options.limits().maxBytes();
                return ErrorMapper.tooLarge(
                        SinkEngine.OPERATION, text, "split the value, or raise --max-request-bytes and maxBytes");
            }
        }
        if (options.isAtomic() && !new Room(Set.of()).takesAll(burst.unpacked())) {
            String text = "a burst of " + burst.burst().writes().size()
                    + " changes names a key twice or does not fit into one transaction";
            return ErrorMapper.tooLarge(
                    SinkEngine.OPERATION, text, "send smaller bursts, or do not ask for atomic() ones");
        }
        return null;
    }

    /** The most bytes a change takes in a transaction: its key stands there three times. */
    private static long weight(Write write) {
        Bytes value = Batch.value(write);
        return 3L * write.key().size() + (value == null ? 0 : value.size()) + PER_OP;
    }

    /** What still goes into a transaction. */
    private final class Room {
        private final Set<Bytes> taken;
        private final List<Item> items = new ArrayList<>();
        private long bytes = PER_TXN;

        Room(Set<Bytes> busy) {
            this.taken = new HashSet<>(busy);
        }

        /** Whether there is room for all of these. */
        boolean takesAll(List<Write> writes) {
            Set<Bytes> more = new HashSet<>();
            long weight = bytes;
            for (Write write : writes) {
                weight += weight(write);
                if (taken.contains(write.key()) || !more.add(write.key())) {
                    return false;
                }
            }
            return items.size() + writes.size() <= options.limits().maxOps()
                    && weight <= options.limits().maxBytes();
        }

        /** Takes as many of a burst's changes as there is room for. */
        void takeSome(Tracked burst) {
            for (Write write : burst.unpacked()) {
                long weight = weight(write);
                boolean full = items.size() == options.limits().maxOps()
                        || bytes + weight > options.limits().maxBytes();
                if (full || !taken.add(write.key())) {
                    break;
                }
                bytes += weight;
                items.add(new Item(burst, write));
            }
            burst.packed +=
                    (int) items.stream().filter(item -> item.of() == burst).count();
            if (burst.isPacked()) {
                waiting.remove();
            }
        }
    }
}
