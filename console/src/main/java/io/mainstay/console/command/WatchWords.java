package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.watch.WatchOverflow;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words of a {@code watch}: what to watch, and after {@code --} the program to run for each event.
 *
 * @param keys the key, and perhaps the end of a range; empty when nothing says what to watch
 * @param program the program with its arguments; empty for none
 */
public record WatchWords(List<Bytes> keys, List<String> program) {
    private static final String BAD = "bad number of arguments";

    /**
     * The flags of {@code watch}.
     *
     * @param prefix whether to watch every key that begins with the key
     * @param revision the first revision to see; 0 means from now on
     * @param prevKv whether events carry the key as it was before
     * @param progressNotify whether a quiet watch is told how far it is complete
     */
    public record Flags(boolean prefix, long revision, boolean prevKv, boolean progressNotify) {}

    /**
     * What the environment says to watch, when the words do not.
     *
     * @param key {@code ETCDCTL_WATCH_KEY}, or empty
     * @param rangeEnd {@code ETCDCTL_WATCH_RANGE_END}, or empty
     */
    public record Defaults(String key, String rangeEnd) {
        /** Refuses the end of a range that has no begin. */
        public Defaults {
            if (key.isEmpty() && !rangeEnd.isEmpty()) {
                throw new BadCommandException(
                        Kind.ARGUMENTS,
                        "ETCDCTL_WATCH_KEY is empty but got ETCDCTL_WATCH_RANGE_END=\"" + rangeEnd + "\"");
            }
        }

        private List<Bytes> words() {
            List<Bytes> words = new ArrayList<>();
            if (!key.isEmpty()) {
                words.add(Bytes.utf8(key));
            }
            if (!rangeEnd.isEmpty()) {
                words.add(Bytes.utf8(rangeEnd));
            }
            return words;
        }
    }

    /**
     * Takes words apart.
     *
     * @param words all words that are no flags, those after {@code --} included
     * @param program the words after {@code --}, which end {@code words}
     * @param separator whether there is a {@code --}
     */
    public static WatchWords of(List<Bytes> words, List<String> program, boolean separator, Defaults defaults) {
        if (separator && program.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, BAD + " (found separator --, but no commands)");
        }
        List<Bytes> keys = words.subList(0, words.size() - program.size());
        if (!keys.isEmpty() && !defaults.key.isEmpty()) {
            throw new BadCommandException(
                    Kind.ARGUMENTS,
                    BAD + " (found conflicting environment key): unset ETCDCTL_WATCH_KEY, or name no key here");
        }
        List<Bytes> what = keys.isEmpty() ? defaults.words() : keys;
        if (what.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, BAD + ": name a key to watch");
        }
        return new WatchWords(List.copyOf(what), List.copyOf(program));
    }

    /** The request; more than two words for keys are ignored. */
    public WatchRequest request(Flags flags) {
        Bytes key = keys.get(0);
        boolean ranged = keys.size() == 2;
        if (ranged && flags.prefix) {
            throw new BadCommandException(Kind.ARGUMENTS, "`range_end` and `--prefix` are mutually exclusive");
        }
        KeyRange range = ranged
                ? KeyRange.between(key, keys.get(1))
                : flags.prefix ? KeyRange.prefix(key) : KeyRange.single(key);
        return new WatchRequest(
                range, flags.revision, flags.prevKv, flags.progressNotify, Set.of(), WatchOverflow.PAUSE);
    }
}
