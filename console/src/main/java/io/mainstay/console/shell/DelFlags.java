package io.mainstay.console.shell;

import io.mainstay.console.command.DelOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags and words of {@code del}, alone or inside a transaction. */
@Command
final class DelFlags {
    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--prefix", description = "delete keys with matching prefix")
    boolean prefix;

    @Option(names = "--from-key", description = "delete keys that are greater than or equal to the key, byte by byte")
    boolean fromKey;

    @Option(names = "--prev-kv", description = "also print what was deleted")
    boolean prevKv;

    @Option(names = "--range", description = "two keys are meant as a range: do not wait before deleting")
    boolean range;

    DelOptions options() {
        return new DelOptions(prefix, fromKey, prevKv, range);
    }
}
