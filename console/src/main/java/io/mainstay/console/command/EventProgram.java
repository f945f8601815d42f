package io.mainstay.console.command;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.watch.WatchEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * A program that is run for each event of a watch, one at a time. It is told of the event in its environment, as {@code
 * ETCD_WATCH_REVISION}, {@code ETCD_WATCH_EVENT_TYPE}, {@code ETCD_WATCH_KEY} and {@code ETCD_WATCH_VALUE}, all but the
 * first in quotes.
 */
public final class EventProgram {
    private static final ThreadFactory THREADS = DaemonThreads.named("mainstay-program");

    private final List<String> command;
    private final Function<Bytes, String> quote;
    private final Sink out;
    private final Sink err;

    /**
     * A program.
     *
     * @param command the program and its arguments
     * @param quote puts bytes in quotes
     * @param out takes what it prints
     * @param err takes what it complains of
     */
    public EventProgram(List<String> command, Function<Bytes, String> quote, Sink out, Sink err) {
        this.command = List.copyOf(command);
        this.quote = quote;
        this.out = out;
        this.err = err;
    }

    /** Takes bytes as they come. */
    public interface Sink {
        /** Takes the first bytes of an array. */
        void take(byte[] bytes, int length);
    }

    /**
     * Runs it for an event and waits for its end.
     *
     * @return what went wrong, if anything did
     */
    public Optional<String> run(WatchEvent event, long revision) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = builder.environment();
        env.put("ETCD_WATCH_REVISION", Long.toString(revision));
        env.put("ETCD_WATCH_EVENT_TYPE", '"' + event.type().toString() + '"');
        env.put("ETCD_WATCH_KEY", quote.apply(event.key()));
        env.put("ETCD_WATCH_VALUE", quote.apply(event.kv().value()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread errors = THREADS.newThread(() -> copy(process.getErrorStream(), err));
            errors.start();
            copy(process.getInputStream(), out);
            errors.join();
            int status = process.waitFor();
            return status == 0 ? Optional.empty() : Optional.of("exit status " + status);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void copy(InputStream from, Sink to) {
        byte[] buffer = new byte[8192];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.take(buffer, read);
            }
        } catch (IOException e) {
            byte[] text =
                    ("cannot read what the program prints: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
            to.take(text, text.length);
        }
    }
}
