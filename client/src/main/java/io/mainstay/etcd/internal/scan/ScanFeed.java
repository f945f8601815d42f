package io.mainstay.etcd.internal.scan;

import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.auth.AuthTexts;
import io.mainstay.etcd.internal.auth.NoToken;
import io.mainstay.etcd.internal.auth.Pass;
import io.mainstay.etcd.internal.auth.Renewals;
import io.mainstay.etcd.internal.auth.Tokens;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.SerialExecutor;
import io.mainstay.etcd.internal.feed.Feed;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.scan.ScanPosition.Step;
import io.mainstay.etcd.internal.stream.ServerStream;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.StreamHandler;
import io.mainstay.etcd.spi.TransportFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The feed behind a scan: a small first page, which fixes the revision, then a stream, or pages where there is none.
 *
 * <p>It fetches one answer ahead of its reader and then stops, so at most two are held. All state belongs to {@link
 * #turns}. A stream that breaks is opened again after the last key; time runs out only while the reader waits for an
 * answer, or one is fetched ahead: {@code timeout} without any.
 */
public final class ScanFeed implements Feed<KeyValue> {
    private static final String OPERATION = Rpcs.RANGE_STREAM.shortName();

    private final Scans scans;
    private final SerialExecutor turns = new SerialExecutor();

    private ScanPosition at;
    private PageSize size = PageSize.first();
    private volatile long revision;
    private boolean begun;
    private boolean fetching;
    private boolean over;
    private @Nullable EtcdException failure;
    private @Nullable List<KeyValue> ahead;
    private @Nullable CompletableFuture<List<KeyValue>> reader;
    private @Nullable CompletableFuture<RangeResult> page;
    private @Nullable OneStream stream;
    private final Renewals renewals = new Renewals();
    private @Nullable Pass refused;
    private Cancellable question = Cancellable.NONE;
    private Cancellable timer = Cancellable.NONE;
    private long fetchingSince;
    private int losses;
    private @Nullable EtcdException lastLoss;

    ScanFeed(Scans scans, ScanPosition start) {
        this.scans = scans;
        this.at = start;
        this.revision = start.rest().revision();
    }

    /** The revision that is read; 0 before the first list unless the request named one. */
    public long revision() {
        return revision;
    }

    @Override
    public CompletableFuture<List<KeyValue>> next() {
        CompletableFuture<List<KeyValue>> next = new CompletableFuture<>();
        turns.execute(() -> {
            reader = next;
            advance();
        });
        return next;
    }

    @Override
    public void close() {
        turns.execute(() -> {
            ahead = null;
            failure = null;
            end(null);
            advance();
        });
    }

    /** Gives the reader what is there, and fetches what is not. */
    private void advance() {
        CompletableFuture<List<KeyValue>> waiting = reader;
        List<KeyValue> ready = ahead;
        if (waiting != null && ready != null) {
            reader = null;
            ahead = null;
            waiting.complete(ready);
        } else if (waiting != null && over) {
            reader = null;
            if (failure != null) {
                waiting.completeExceptionally(failure);
            } else {
                waiting.complete(List.of());
            }
        }
        if (!over && !fetching && ahead == null) {
            fetching = true;
            fetchingSince = scans.calls().clock().nanoTime();
            fetch();
        }
    }

    private void fetch() {
        if (over || !fetching) {
            return;
        }
        if (stream != null) {
            askStream(stream);
            return;
        }
        Line line = scans.calls().pool().current();
        if (begun && scans.streams(line)) {
            askForPass();
        } else {
            askPage();
        }
    }

    /** Opens a stream as soon as it is known who calls. */
    private void askForPass() {
        awaitAnswer();
        Tokens tokens = scans.calls().tokens();
        Pass current = tokens.current();
        if (current != null && current != refused) {
            openStream(current);
            return;
        }
        question = tokens.ask(refused, new Tokens.Waiter() {
            @Override
            public void granted(Pass granted) {
                turns.execute(() -> openStream(granted));
            }

            @Override
            public void failed(NoToken none) {
                turns.execute(() -> {
                    if (!over) {
                        noPass(ErrorMapper.map(none.why(), OPERATION, none.endpoint(), false));
                        advance();
                    }
                });
            }
        });
    }

    /** There is no token to open a stream with: now, or with these credentials. */
    private void noPass(EtcdException why) {
        if (why.retryable()) {
            fetchLater(why);
        } else {
            end(why);
        }
    }

    private void openStream(Pass pass) {
        if (!over && fetching && stream == null) {
            OneStream opened = new OneStream(scans.calls().pool().current(), pass);
            stream = opened;
            askStream(opened);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void askPage() {
        RangeRequest request = at.page(size.keys());
        CompletableFuture<RangeResult> call =
                scans.calls().inner(new Task<>(Rpcs.RANGE, Effect.READ, request, Function.identity()));
        page = call;
        call.whenComplete((answer, thrown) -> turns.execute(() -> {
            page = null;
            if (over) {
                return;
            }
            if (thrown != null) {
                end(asEtcd(thrown));
            } else {
                size = size.after(answer.kvs(), request.projection());
                received(answer, !answer.more());
            }
            advance();
        }));
    }

    private static EtcdException asEtcd(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof EtcdException etcd ? etcd : ErrorMapper.broken(OPERATION, cause);
    }

    /** An answer has come; nothing is being fetched after it, unless it held nothing for the reader. */
    private void received(RangeResult answer, boolean last) {
        begun = true;
        Step step = at.after(answer);
        at = step.at();
        revision = at.rest().revision();
        if (!step.kvs().isEmpty()) {
            ahead = step.kvs();
        }
        timer.cancel();
        losses = 0;
        lastLoss = null;
        renewals.accepted();
        if (last || step.over()) {
            end(null);
        } else {
            fetching = false;
        }
    }

    private void end(@Nullable EtcdException why) {
        over = true;
        fetching = false;
        timer.cancel();
        question.cancel();
        failure = why;
        if (stream != null) {
            stream.cancel();
            stream = null;
        }
        if (page != null) {
            page.cancel(false);
        }
    }

    private void askStream(OneStream from) {
        awaitAnswer();
        from.request();
    }

    private long timeLeft() {
        CallEngine calls = scans.calls();
        return fetchingSince + calls.timeout().toNanos() - calls.clock().nanoTime();
    }

    private void awaitAnswer() {
        timer.cancel();
        long since = fetchingSince;
        Duration left = Duration.ofNanos(Math.max(0, timeLeft()));
        timer = scans.calls().clock().schedule(left, () -> turns.execute(() -> timedOut(since)));
    }

    private void timedOut(long since) {
        if (!over && fetching && since == fetchingSince) {
            String endpoint = "";
            if (stream != null) {
                scans.calls().pool().failed(stream.line, TransportFailure.lost("no message in time", null));
                endpoint = stream.endpoint();
            }
            end(ErrorMapper.deadline(OPERATION, endpoint, false, scans.calls().timeout(), lastLoss));
            advance();
        }
    }

    /** The stream has ended before the scan has. */
    private void lost(OneStream from, @Nullable TransportFailure why) {
        if (over || from != stream) {
            return;
        }
        stream = null;
        timer.cancel();
        if (why == null && from.complete) {
            end(null);
            advance();
            return;
        }
        TransportFailure met =
                why == null ? TransportFailure.lost("the stream ended before its last message", null) : why;
        EtcdException mapped = ErrorMapper.map(met, OPERATION, from.endpoint(), false);
        if (scans.calls().isClosed()) {
            end(ErrorMapper.closed(OPERATION, false));
        } else if (AuthTexts.refusesToken(met) && renewals.again(scans.calls().tokens())) {
            refused = from.pass;
            fetch();
        } else if (mapped.code() == ErrorCode.UNIMPLEMENTED) {
            scans.streamsNot(from.line);
            fetch();
        } else if (mapped.retryable()) {
            scans.calls().pool().failed(from.line, met);
            fetchLater(mapped);
        } else {
            end(mapped);
        }
        advance();
    }

    private void fetchLater(EtcdException why) {
        lastLoss = why;
        losses++;
        if (!fetching) {
            return;
        }
        Duration wait =
                scans.calls().backoff().after(losses, scans.calls().pool().size());
        if (wait.toNanos() >= timeLeft()) {
            end(ErrorMapper.deadline(
                    OPERATION, why.endpoint(), false, scans.calls().timeout(), why));
            return;
        }
        timer = scans.calls().clock().schedule(wait, () -> turns.execute(this::fetch));
    }

    /** One stream of this scan. */
    private final class OneStream implements StreamHandler<RangeResult> {
        private final Line line;
        private final Pass pass;
        private final ServerStream<RangeRequest, RangeResult> exchange;
        private boolean complete;

        OneStream(Line line, Pass pass) {
            this.line = line;
            this.pass = pass;
            this.exchange = ServerStream.open(
                    line,
                    Rpcs.RANGE_STREAM,
                    at.stream(),
                    pass.plain(),
                    scans.calls().emitter(),
                    this);
        }

        String endpoint() {
            return line.endpoint().toString();
        }

        void request() {
            exchange.request(1);
        }

        void cancel() {
            exchange.cancel();
        }

        @Override
        public void onMessage(RangeResult message) {
            turns.execute(() -> {
                if (over || this != stream) {
                    return;
                }
                renewals.accepted();
                // Only the last message has a header.
                complete = message.header().revision() != 0;
                received(message, complete);
                advance();
            });
        }

        @Override
        public void onEnd(@Nullable TransportFailure failure) {
            turns.execute(() -> lost(this, failure));
        }
    }
}
