package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchBatch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchFilter;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one watch told its user, in order.
 *
 * @param name what findings call it
 * @param request what was asked for
 * @param from the revision from which on it had to miss nothing; 0 when it was never ready
 * @param steps what it told
 */
public record WatchTrace(String name, WatchRequest request, long from, List<Step> steps) {
    /** Copies the steps. */
    public WatchTrace {
        steps = List.copyOf(steps);
    }

    /** One thing that a watch told, or was told. */
    public sealed interface Step {
        /** It gave a batch. */
        record Got(WatchBatch batch) implements Step {}

        /** Its user closed it; what was under way may still come. */
        record Closed() implements Step {}

        /** It said that it has ended. */
        record Ended(@Nullable EtcdException failure) implements Step {}
    }

    /** The batches. */
    public List<WatchBatch> batches() {
        return steps.stream()
                .filter(step -> step instanceof Step.Got)
                .map(step -> ((Step.Got) step).batch())
                .toList();
    }

    /** The events of all batches. */
    public List<WatchEvent> events() {
        return batches().stream().flatMap(batch -> batch.events().stream()).toList();
    }

    /** The newest revision up to which it said to be complete; 0 when it said nothing. */
    public long completeUpTo() {
        return batches().stream().mapToLong(WatchBatch::revision).max().orElse(0);
    }

    /** Whether it has said that it ended. */
    public boolean hasEnded() {
        return steps.stream().anyMatch(step -> step instanceof Step.Ended);
    }

    /** Whether a change is one that it was to see. */
    public boolean wants(WatchEvent event) {
        WatchFilter without = event.isDelete() ? WatchFilter.NO_DELETE : WatchFilter.NO_PUT;
        return from > 0
                && event.revision() >= from
                && request.range().contains(event.key())
                && !request.filters().contains(without);
    }
}
