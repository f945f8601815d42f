package io.mainstay.bench;

import io.mainstay.bench.load.Pace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the user asked for.
 *
 * @param smoke whether it is enough to see that all works
 * @param rounds how often each peer runs; figures are medians over the rounds
 * @param server which server to measure against, where the user said so
 * @param peers the peers to run
 * @param benchmark what is measured
 */
record Options(boolean smoke, int rounds, Optional<Server> server, Set<PeerKind> peers, Benchmark benchmark) {
    private static final int FULL_ROUNDS = 3;
    private static final int MOST_ROUNDS = 100;

    /** Which server to measure against. */
    enum Server {
        REAL,
        EMBEDDED
    }

    /** What is measured. */
    enum Benchmark {
        KV("kv"),
        WATCH_FANIN("watch-fanin"),
        WATCHES_MANY("watches-many");

        private final String id;

        Benchmark(String id) {
            this.id = id;
        }

        /** What the command line and the files call it. */
        String id() {
            return id;
        }

        static Optional<Benchmark> byId(String id) {
            return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
        }
    }

    Pace pace() {
        return smoke ? Pace.SMOKE : Pace.FULL;
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException when it makes no sense; the message says why
     */
    static Options parse(List<String> arguments) {
        boolean smoke = false;
        Optional<Integer> rounds = Optional.empty();
        Optional<Server> server = Optional.empty();
        Set<PeerKind> peers = EnumSet.allOf(PeerKind.class);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            switch (word) {
                case "--smoke" -> smoke = true;
                case "--rounds" -> rounds = Optional.of(rounds(valueOf(arguments, i++)));
                case "--server" -> server = Optional.of(server(valueOf(arguments, i++)));
                case "--peers" -> peers = peers(valueOf(arguments, i++));
                default -> names.add(word);
            }
        }
        if (names.size() > 1) {
            throw new IllegalArgumentException("one benchmark at a time, not " + String.join(" and ", names));
        }
        Benchmark benchmark = names.isEmpty() ? Benchmark.KV : benchmark(names.get(0));
        return new Options(smoke, rounds.orElse(smoke ? 1 : FULL_ROUNDS), server, peers, benchmark);
    }

    private static Benchmark benchmark(String name) {
        return Benchmark.byId(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name.startsWith("-")
                                ? "no option " + name
                                : "no benchmark '" + name + "'; there are: "
                                        + Arrays.stream(Benchmark.values())
                                                .map(Benchmark::id)
                                                .collect(Collectors.joining(", "))));
    }

    private static String valueOf(List<String> arguments, int at) {
        if (at + 1 >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(at) + " needs a value");
        }
        return arguments.get(at + 1);
    }

    private static int rounds(String text) {
        try {
            int rounds = Integer.parseInt(text);
            if (rounds >= 1 && rounds <= MOST_ROUNDS) {
                return rounds;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--rounds needs a number, not '" + text + "'", e);
        }
        throw new IllegalArgumentException("--rounds goes from 1 to " + MOST_ROUNDS + ", not " + text);
    }

    private static Server server(String text) {
        return switch (text) {
            case "real" -> Server.REAL;
            case "embedded" -> Server.EMBEDDED;
            default -> throw new IllegalArgumentException("--server is real or embedded, not '" + text + "'");
        };
    }

    private static Set<PeerKind> peers(String text) {
        Set<PeerKind> peers = EnumSet.noneOf(PeerKind.class);
        for (String id : text.split(",", -1)) {
            peers.add(PeerKind.byId(id)
                    .orElseThrow(
                            () -> new IllegalArgumentException("no peer '" + id + "'; there are: " + PeerKind.ids())));
        }
        return peers;
    }
}
