package io.mainstay.console.shell;

import io.mainstay.console.command.ClusterAnswers;
import io.mainstay.console.command.WatchWords;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        description = {
            "Watches events stream on keys or prefixes",
            "",
            "With '-- program args' the program is run for each event, which it finds in",
            "ETCD_WATCH_REVISION, ETCD_WATCH_EVENT_TYPE, ETCD_WATCH_KEY, ETCD_WATCH_VALUE.",
            "With -i, lines of standard input are read: 'watch [options] <key>', 'progress'."
        },
        customSynopsis = "mainstay watch [options] [key] [range_end] [-- program args...]")
final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    WatchFlags flags = new WatchFlags();

    @Option(
            names = {"-i", "--interactive"},
            description = "read what to watch from standard input")
    boolean interactive;

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        WatchWords.Defaults defaults = new WatchWords.Defaults(
                shell.io().env().getOrDefault("ETCDCTL_WATCH_KEY", ""),
                shell.io().env().getOrDefault("ETCDCTL_WATCH_RANGE_END", ""));
        WatchShow show = new WatchShow(shell);
        if (interactive) {
            return shell.with(client -> new WatchDialogue(shell, client, show, defaults).run());
        }
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int separator = all.indexOf("--");
        List<String> program = separator < 0 ? List.of() : all.subList(separator + 1, all.size());
        WatchWords words = WatchWords.of(Shell.bytes(flags.words), program, separator >= 0, defaults);
        WatchRequest request = words.request(flags.flags());
        return shell.with(client -> {
            WatchShow.Outcome outcome = show.follow(client, request, ClusterAnswers.header(client), words.program());
            if (outcome.programFailed()) {
                return ExitCodes.ERROR;
            }
            EtcdException ended = outcome.ended();
            shell.io()
                    .say(
                            ended == null
                                    ? "Error: interrupted"
                                    : "Error: watch is canceled by the server" + Advice.after(ended));
            return ExitCodes.INTERRUPTED;
        });
    }
}
