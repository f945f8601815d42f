package io.mainstay.console.shell;

import io.mainstay.console.command.WatchWords;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags and words of {@code watch}, on the command line or on a line of its interactive mode. */
@Command
final class WatchFlags {
    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--prefix", description = "watch every key with matching prefix")
    boolean prefix;

    @Option(names = "--rev", paramLabel = "REVISION", description = "begin at this revision instead of now")
    long revision;

    @Option(names = "--prev-kv", description = "also print what was there before")
    boolean prevKv;

    @Option(names = "--progress-notify", description = "be told now and then that nothing was missed")
    boolean progressNotify;

    WatchWords.Flags flags() {
        return new WatchWords.Flags(prefix, revision, prevKv, progressNotify);
    }
}
