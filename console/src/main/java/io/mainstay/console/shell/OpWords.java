package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Op;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** An operation of a transaction, in the words of {@code get}, {@code put} or {@code del}. */
final class OpWords {
    private OpWords() {}

    /** The operation that words mean; each of their characters holds a byte. */
    static Op parse(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "get" -> {
                GetFlags flags = read(new GetFlags(), words, rest);
                yield flags.options().request(bytes(flags.words));
            }
            case "put" -> {
                PutFlags flags = read(new PutFlags(), words, rest);
                yield flags.options().request(bytes(flags.words), () -> Bytes.EMPTY);
            }
            case "del" -> {
                DelFlags flags = read(new DelFlags(), words, rest);
                yield flags.options().request(bytes(flags.words));
            }
            default -> throw invalid(words, "there are get, put and del");
        };
    }

    private static <T> T read(T flags, List<String> words, List<String> rest) {
        try {
            Parsing.configure(new CommandLine(flags)).parseArgs(rest.toArray(String[]::new));
            return flags;
        } catch (ParameterException e) {
            throw invalid(words, Parsing.reason(e));
        }
    }

    private static List<Bytes> bytes(List<String> words) {
        return words.stream()
                .map(word -> Bytes.wrap(word.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    private static BadCommandException invalid(List<String> words, String why) {
        return new BadCommandException(
                Kind.INPUT, "invalid txn request: " + String.join(" ", words) + " (" + why + ")");
    }
}
