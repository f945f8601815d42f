package io.mainstay.console.shell;

import io.mainstay.console.command.EventProgram;
import io.mainstay.console.command.WatchMessage;
import io.mainstay.console.command.WatchRun;
import io.mainstay.console.output.Printer;
import io.mainstay.console.output.Quoted;
import io.mainstay.console.output.Stdio;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.watch.Watch;
import io.mainstay.etcd.watch.WatchEvent;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what watches see, one message at a time, and runs a program for each event when one was named. */
final class WatchShow {
    private final Stdio io;
    private final Printer printer;

    WatchShow(Shell shell) {
        this.io = shell.io();
        this.printer = shell.printer();
    }

    /**
     * How a watch ended.
     *
     * @param ended why the server ended it, or null
     * @param programFailed whether it was given up because the program failed
     */
    record Outcome(@Nullable EtcdException ended, boolean programFailed) {}

    /** Thrown through the reading of a watch to end it. */
    private static final class ProgramFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProgramFailure(String message) {
            super(message);
        }
    }

    /** Follows a watch to its end. */
    Outcome follow(EtcdClient client, WatchRequest request, ResponseHeader member, List<String> program) {
        try (Watch watch = client.watch(request)) {
            return follow(watch, member, program);
        }
    }

    /** Follows a watch that is open to its end. */
    Outcome follow(Watch watch, ResponseHeader member, List<String> program) {
        EventProgram runs = new EventProgram(program, Quoted::of, this::output, this::complaint);
        try {
            EtcdException ended = new WatchRun(watch, member).read(message -> {
                show(message);
                if (!program.isEmpty()) {
                    message.events().forEach(event -> run(runs, program, event, message));
                }
            });
            if (ended != null) {
                io.say("watch was canceled (" + ended.etcdMessage() + ")");
            }
            return new Outcome(ended, false);
        } catch (ProgramFailure e) {
            io.say(String.valueOf(e.getMessage()));
            return new Outcome(null, true);
        }
    }

    private synchronized void show(WatchMessage message) {
        if (message.kind() == WatchMessage.Kind.PROGRESS) {
            io.out().line("progress notify: " + message.header().revision());
        }
        printer.watch(message);
        io.out().flush();
    }

    private void run(EventProgram runs, List<String> program, WatchEvent event, WatchMessage message) {
        Optional<String> failure;
        try {
            failure = runs.run(event, message.header().revision());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailure("interrupted");
        }
        if (failure.isPresent()) {
            String words = program.stream().map(Quoted::of).collect(Collectors.joining(" "));
            throw new ProgramFailure("command [" + words + "] error (" + failure.get() + ")");
        }
    }

    private void output(byte[] bytes, int length) {
        io.out().raw(bytes, length);
        io.out().flush();
    }

    private void complaint(byte[] bytes, int length) {
        io.err().write(bytes, 0, length);
        io.err().flush();
    }
}
