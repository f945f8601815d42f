package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.view.KeyChange;
import io.mainstay.etcd.view.Listening;
import io.mainstay.etcd.view.Rejection;
import io.mainstay.etcd.view.ValueListener;
import io.mainstay.etcd.view.ValueRejectedException;
import io.mainstay.etcd.view.ValueRequest;
import io.mainstay.etcd.view.ValueStatus;
import io.mainstay.etcd.view.ValueStatus.Source;
import io.mainstay.etcd.view.ViewChange;
import io.mainstay.etcd.view.ViewListener;
import io.mainstay.etcd.view.ViewSnapshot;
import io.mainstay.etcd.view.ViewStatus;
import io.mainstay.etcd.view.WatchedValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A watched value: a view of one key, and a listener to it that decodes. What is held is written by the listener's calls,
 * which come one at a time; everyone else only reads it.
 */
final class ValueOwner<T> implements WatchedValue<T> {
    private static final String OPERATION = "value";

    private final Views parts;
    private final CallEngine calls;
    private final ValueRequest<T> request;
    private final ViewOwner view;
    private final @Nullable LastGood file;
    private final CompletableFuture<ListenerLine> line = new CompletableFuture<>();
    private final List<StatusLine<T>> listeners = new CopyOnWriteArrayList<>();
    private volatile Held<T> held;

    /** What is in force, and what was refused. */
    private record Held<T>(
            @Nullable T value,
            Source source,
            long modRevision,
            long rejected,
            @Nullable Rejection lastRejection,
            @Nullable String trouble) {

        Held<T> with(@Nullable T next, Source from, long revision) {
            return new Held<>(next, from, revision, rejected, lastRejection, trouble);
        }

        Held<T> refusing(Rejection why) {
            return new Held<>(value, source, modRevision, rejected + 1, why, trouble);
        }

        Held<T> fileTrouble(@Nullable String what) {
            return new Held<>(value, source, modRevision, rejected, lastRejection, what);
        }
    }

    ValueOwner(Views parts, ValueRequest<T> request, ViewOwner view) {
        this.parts = parts;
        this.calls = parts.followers().calls();
        this.request = request;
        this.view = view;
        Path path = request.lastGoodFile();
        this.file = path == null ? null : new LastGood(path, request.key());
        this.held = new Held<>(request.whenAbsent(), Source.NOTHING, 0, 0, null, null);
    }

    /** Reads the file, where there is one, before anything that etcd says. */
    void begin() {
        parts.listeners().run(() -> {
            readFile();
            line.complete(view.join(new Decoding()));
        });
        view.begin();
    }

    /** Hears what the view says of the key; one call at a time. */
    private final class Decoding implements ViewListener {
        @Override
        public void onChange(ViewChange change) {
            if (change.changes().isEmpty() && change.snapshot().isEmpty()) {
                absent();
            }
            for (KeyChange one : change.changes()) {
                KeyValue kv = one.after();
                if (kv == null) {
                    absent();
                } else {
                    version(kv);
                }
            }
            tell();
        }

        @Override
        public void onStatus(ViewStatus status) {
            tell();
        }
    }

    private void readFile() {
        if (file == null) {
            return;
        }
        try {
            KeyValue kv = file.read();
            if (kv != null) {
                held = held.with(request.decoder().decode(kv), Source.FILE, kv.modRevision());
            }
        } catch (IOException damaged) {
            held = held.fileTrouble(damaged.getMessage());
        } catch (Throwable refused) {
            held = held.fileTrouble(file.file() + " holds a value that is refused now: " + reason(refused));
        }
    }

    private void version(KeyValue kv) {
        T decoded;
        try {
            decoded = request.decoder().decode(kv);
        } catch (Throwable refused) {
            held = held.refusing(new Rejection(kv.modRevision(), reason(refused)));
            return;
        }
        held = held.with(decoded, Source.KEY, kv.modRevision());
        onFile(kept -> kept.write(kv));
    }

    private void absent() {
        held = held.with(request.whenAbsent(), Source.ABSENT, 0);
        onFile(LastGood::remove);
    }

    private interface OnFile {
        void run(LastGood file) throws IOException;
    }

    /** A file that cannot be written is told, and does no other harm. */
    private void onFile(OnFile what) {
        if (file == null) {
            return;
        }
        try {
            what.run(file);
            held = held.fileTrouble(null);
        } catch (IOException | RuntimeException e) {
            held = held.fileTrouble(file.file() + " cannot be written: " + e);
        }
    }

    /** Why a decoder refused; a message may hold the value, unless it was made to be shown. */
    private static String reason(Throwable refused) {
        String shown = refused instanceof ValueRejectedException ? refused.getMessage() : null;
        return shown != null ? shown : refused.getClass().getSimpleName();
    }

    private void tell() {
        listeners.forEach(StatusLine::signal);
    }

    @Override
    public @Nullable T get() {
        return held.value();
    }

    @Override
    public ValueStatus<T> status() {
        Held<T> now = held;
        return new ValueStatus<>(
                now.value(),
                now.source(),
                now.modRevision(),
                view.status(),
                now.rejected(),
                now.lastRejection(),
                now.trouble());
    }

    @Override
    public CompletableFuture<ValueStatus<T>> ready() {
        return reached(0);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public CompletableFuture<ValueStatus<T>> reached(long revision) {
        CompletableFuture<ValueStatus<T>> outer = new CompletableFuture<>();
        whenReached(revision)
                .whenComplete((status, thrown) -> parts.completions().run(() -> {
                    if (thrown == null) {
                        outer.complete(status);
                    } else {
                        outer.completeExceptionally(ViewOwner.asEtcd(thrown));
                    }
                }));
        return outer;
    }

    @Override
    public ValueStatus<T> awaitRevision(long revision, Duration timeout) {
        return calls.await(whenReached(revision), OPERATION, timeout);
    }

    /** Completes behind the decoding of all that the view had to say until it came to the revision. */
    private CompletableFuture<ValueStatus<T>> whenReached(long revision) {
        CompletableFuture<ViewSnapshot> reached = view.whenReached(revision);
        return reached.thenCombine(line, (snapshot, decoding) -> decoding).thenCompose(decoding -> {
            CompletableFuture<ValueStatus<T>> decoded = new CompletableFuture<>();
            decoding.after(() -> decoded.complete(status()));
            return decoded;
        });
    }

    @Override
    public Listening listen(ValueListener<T> listener) {
        StatusLine<T> told = new StatusLine<>(listener, this::status, parts.listeners());
        listeners.add(told);
        told.signal();
        return () -> {
            told.leave();
            listeners.remove(told);
        };
    }

    @Override
    public void close() {
        view.close();
    }

    /** How it stands, without the value. */
    @Override
    public String toString() {
        return "WatchedValue[" + status() + "]";
    }
}
