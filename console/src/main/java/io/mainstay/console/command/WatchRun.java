package io.mainstay.console.command;

import io.mainstay.console.command.WatchMessage.Kind;
import io.mainstay.etcd.error.CallCancelledException;
import io.mainstay.etcd.error.ClientClosedException;
import io.mainstay.etcd.error.CompactedException;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchBatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a watch to its end, as messages like etcd's. */
public final class WatchRun {
    private final Watch watch;
    private final ResponseHeader member;

    /**
     * A reading of a watch.
     *
     * @param member whose word the messages are; may be {@link ResponseHeader#EMPTY} where nobody asks
     */
    public WatchRun(Watch watch, ResponseHeader member) {
        this.watch = watch;
        this.member = member;
    }

    /**
     * Hands each message on, the end's included, until the watch ends.
     *
     * @return why it ended, or null when it was ended here: closed, its client closed, or the thread interrupted
     */
    public @Nullable EtcdException read(Consumer<WatchMessage> to) {
        boolean begun = false;
        while (true) {
            Optional<WatchBatch> next;
            try {
                next = watch.next();
            } catch (CallCancelledException | ClientClosedException endedHere) {
                return null;
            } catch (EtcdException e) {
                to.accept(end(e, begun));
                return e;
            }
            if (next.isEmpty()) {
                return null;
            }
            begun = true;
            WatchBatch batch = next.get();
            Kind kind = batch.isProgress() ? Kind.PROGRESS : Kind.EVENTS;
            to.accept(new WatchMessage(header(batch.revision()), batch.events(), kind, 0));
        }
    }

    private WatchMessage end(EtcdException why, boolean begun) {
        if (why instanceof CompactedException compacted) {
            return new WatchMessage(header(0), List.of(), Kind.CANCELED, compacted.compactRevision());
        }
        return begun
                ? new WatchMessage(header(0), List.of(), Kind.CANCELED, 0)
                : new WatchMessage(ResponseHeader.EMPTY, List.of(), Kind.REFUSED, 0);
    }

    private ResponseHeader header(long revision) {
        return new ResponseHeader(member.clusterId(), member.memberId(), revision, member.raftTerm());
    }
}
