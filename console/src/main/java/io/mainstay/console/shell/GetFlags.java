package io.mainstay.console.shell;

import io.mainstay.console.command.GetOptions;
import io.mainstay.etcd.kv.RevisionFilter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags and words of {@code get}, alone or inside a transaction. */
@Command
final class GetFlags {
    @Parameters(paramLabel = "<key> [range_end]", hidden = true)
    List<String> words = new ArrayList<>();

    @Option(names = "--prefix", description = "get keys with matching prefix")
    boolean prefix;

    @Option(names = "--from-key", description = "get keys that are greater than or equal to the key, byte by byte")
    boolean fromKey;

    @Option(names = "--rev", paramLabel = "REVISION", description = "at this revision instead of the newest")
    long revision;

    @Option(names = "--limit", paramLabel = "COUNT", description = "at most so many results")
    long limit;

    @Option(names = "--order", paramLabel = "ORDER", description = "ASCEND or DESCEND (default: ASCEND)")
    String order = "";

    @Option(names = "--sort-by", paramLabel = "TARGET", description = "CREATE, KEY, MODIFY, VALUE or VERSION")
    String sortBy = "";

    @Option(names = "--keys-only", description = "get only the keys")
    boolean keysOnly;

    @Option(names = "--count-only", description = "get only the count; needs -w fields")
    boolean countOnly;

    @Option(names = "--print-value-only", description = "print only values; needs -w simple")
    boolean printValueOnly;

    @Option(names = "--consistency", paramLabel = "l|s", description = "linearizable or serializable (default: l)")
    String consistency = "l";

    @Option(names = "--min-mod-rev", paramLabel = "REVISION", description = "changed last at this revision or later")
    long minMod;

    @Option(names = "--max-mod-rev", paramLabel = "REVISION", description = "changed last at this revision or before")
    long maxMod;

    @Option(names = "--min-create-rev", paramLabel = "REVISION", description = "created at this revision or later")
    long minCreate;

    @Option(names = "--max-create-rev", paramLabel = "REVISION", description = "created at this revision or before")
    long maxCreate;

    GetOptions options() {
        return new GetOptions(
                new GetOptions.Keys(prefix, fromKey),
                new GetOptions.Sorting(order, sortBy),
                limit,
                revision,
                new RevisionFilter(minMod, maxMod, minCreate, maxCreate),
                new GetOptions.Shape(keysOnly, countOnly),
                consistency);
    }
}
