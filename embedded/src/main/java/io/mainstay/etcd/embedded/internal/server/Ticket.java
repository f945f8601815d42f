package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.EntryCodec;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An entry on its way through the log, and what becomes of it. */
final class Ticket<R> {
    private final Entry<R> entry;
    private final byte[] bytes;
    private final @Nullable Predicate<StateMachine> condition;
    private final CompletableFuture<@Nullable R> applied = new CompletableFuture<>();
    private Runnable outcome = () -> applied.complete(null);

    private Ticket(Entry<R> entry, @Nullable Predicate<StateMachine> condition) {
        this.entry = entry;
        this.bytes = EntryCodec.encode(entry);
        this.condition = condition;
    }

    /** An entry. */
    static <R> Ticket<R> of(Entry<R> entry) {
        return new Ticket<>(entry, null);
    }

    /** What becomes an entry only if a condition holds of the state before it; otherwise it ends without a result. */
    static <R> Ticket<R> when(Predicate<StateMachine> condition, Entry<R> entry) {
        return new Ticket<>(entry, condition);
    }

    Entry<R> entry() {
        return entry;
    }

    /** The bytes of the entry. */
    byte[] bytes() {
        return bytes;
    }

    boolean isConditional() {
        return condition != null;
    }

    /** Ends when the entry is durable and applied, or was refused. */
    CompletableFuture<@Nullable R> applied() {
        return applied;
    }

    /** Whether it is to become an entry now; one that is not has come to its end. */
    boolean isDue(StateMachine state) {
        return condition == null || condition.test(state);
    }

    /** Applies the entry, which is durable. */
    void applyTo(StateMachine state) {
        try {
            R result = state.apply(entry);
            outcome = () -> applied.complete(result);
        } catch (RuntimeException refused) {
            outcome = () -> applied.completeExceptionally(refused);
        }
    }

    /** Says what has become of it to who waits, under no lock, for some run what they do then here. */
    void tell() {
        outcome.run();
    }
}
