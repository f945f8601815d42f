package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A transaction written as lines: comparisons, an empty line, what runs when all hold, an empty line, what runs
 * otherwise, an empty line.
 */
public final class TxnScript {
    private final ByteLines input;
    private final Function<List<String>, Op> operations;

    /**
     * A script.
     *
     * @param input where the lines come from
     * @param operations what an operation's words mean; each character of a word holds a byte
     */
    public TxnScript(ByteLines input, Function<List<String>, Op> operations) {
        this.input = input;
        this.operations = operations;
    }

    private List<Compare> compares() {
        return block(CompareLine::parse);
    }

    private List<Op> operations() {
        return block(line -> {
            List<String> words = Words.of(line);
            if (words.size() < 2) {
                throw new BadCommandException(
                        Kind.INPUT,
                        "invalid txn request: " + line + " (write it like put key value, get key, del key)");
            }
            return operations.apply(words);
        });
    }

    /** Reads a whole transaction; {@code prompt} is told what comes next. */
    public TxnRequest read(Consumer<String> prompt) {
        prompt.accept("compares:");
        List<Compare> compares = compares();
        prompt.accept("success requests (get, put, del):");
        List<Op> success = operations();
        prompt.accept("failure requests (get, put, del):");
        List<Op> failure = operations();
        return new TxnRequest(compares, success, failure);
    }

    private <T> List<T> block(Function<String, T> meaning) {
        List<T> items = new ArrayList<>();
        while (true) {
            String line = input.next()
                    .orElseThrow(() -> new BadCommandException(
                            Kind.INPUT,
                            "EOF: the input ended early; a transaction has three blocks (compares, success, failure),"
                                    + " and an empty line ends each"))
                    .strip();
            if (line.isEmpty()) {
                return items;
            }
            items.add(meaning.apply(line));
        }
    }
}
