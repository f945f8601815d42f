package io.mainstay.etcd.embedded.internal.grpc;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What loggers are told as gone wrong, from now on until it is closed. */
final class Complaints extends Handler {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** Kept, since loggers that nobody keeps are forgotten with their handlers. */
    private final List<Logger> loggers;

    Complaints(String... names) {
        loggers = Stream.of(names).map(Logger::getLogger).toList();
        loggers.forEach(logger -> logger.addHandler(this));
    }

    Queue<String> heard() {
        return heard;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            heard.add(entry.getMessage() + " " + entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(this));
    }
}
