package io.mainstay.console.shell;

import io.mainstay.console.command.PutOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags and words of {@code put}, alone or inside a transaction. */
@Command
final class PutFlags {
    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--lease", paramLabel = "ID", description = "hang the key on this lease (in hexadecimal)")
    String lease = "0";

    @Option(names = "--prev-kv", description = "also print what was there before")
    boolean prevKv;

    @Option(names = "--ignore-value", description = "keep the present value")
    boolean ignoreValue;

    @Option(names = "--ignore-lease", description = "keep the present lease")
    boolean ignoreLease;

    PutOptions options() {
        return new PutOptions(lease, prevKv, ignoreValue, ignoreLease);
    }
}
