package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.Numbers;
import io.mainstay.etcd.kv.CompactRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compaction",
        description = "Compacts the event history in etcd",
        customSynopsis = "mainstay compaction [options] <revision>")
final class CompactionCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--physical", description = "wait until the old revisions are physically removed")
    boolean physical;

    CompactionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String word = OneWord.of(words, "compaction command needs 1 argument");
        long revision = Numbers.decimal(word, "revision", Kind.OTHER);
        shell.with(client -> client.kv().compact(new CompactRequest(revision, physical)));
        shell.io().out().line("compacted revision " + revision);
        return ExitCodes.OK;
    }
}
