package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeRequest.Projection;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import java.util.List;
import java.util.Locale;

/**
 * The flags of {@code get}.
 *
 * @param keys how the key is widened
 * @param sorting in which order
 * @param limit the most keys to return; 0 means all
 * @param revision at which revision; 0 or less means the newest
 * @param filter bounds on revisions
 * @param shape what to return of each key
 * @param consistency {@code l} for linearizable or {@code s} for serializable
 */
public record GetOptions(
        Keys keys, Sorting sorting, long limit, long revision, RevisionFilter filter, Shape shape, String consistency) {
    /**
     * How a key is widened to a range.
     *
     * @param prefix to all that begin with it
     * @param fromKey to all from it on
     */
    public record Keys(boolean prefix, boolean fromKey) {}

    /**
     * In which order, in etcdctl's words; empty means none.
     *
     * @param order {@code ASCEND} or {@code DESCEND}
     * @param target {@code CREATE}, {@code KEY}, {@code MODIFY}, {@code VALUE} or {@code VERSION}
     */
    public record Sorting(String order, String target) {}

    /**
     * What to return of each key.
     *
     * @param keysOnly no values
     * @param countOnly nothing but their number
     */
    public record Shape(boolean keysOnly, boolean countOnly) {}

    /** The request for a key, or for the keys from the first word to the second; more words are ignored. */
    public RangeRequest request(List<Bytes> words) {
        if (words.isEmpty()) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "get command needs one argument as key and an optional argument as range_end");
        }
        KeySpan.checkFlags(keys.prefix, keys.fromKey);
        if (shape.keysOnly && shape.countOnly) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "`--keys-only` and `--count-only` cannot be set at the same time, choose one");
        }
        boolean serializable = serializable(consistency);
        return new RangeRequest(
                KeySpan.of(words, keys.prefix, keys.fromKey),
                Math.max(0, revision),
                limit,
                new Sort(target(sorting.target), order(sorting.order)),
                checked(filter),
                shape.keysOnly ? Projection.KEYS_ONLY : shape.countOnly ? Projection.COUNT_ONLY : Projection.ALL,
                serializable);
    }

    /** Whether a word for consistency means serializable. */
    public static boolean serializable(String consistency) {
        return switch (consistency) {
            case "s" -> true;
            case "l" -> false;
            default ->
                throw new BadCommandException(
                        Kind.FEATURE, "unknown consistency flag \"" + consistency + "\", expecting l or s");
        };
    }

    private static Sort.Order order(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "" -> Sort.Order.NONE;
            case "ASCEND" -> Sort.Order.ASCENDING;
            case "DESCEND" -> Sort.Order.DESCENDING;
            default ->
                throw new BadCommandException(Kind.FEATURE, "bad sort order " + word + ", expecting ASCEND or DESCEND");
        };
    }

    private static Sort.Target target(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "", "KEY" -> Sort.Target.KEY;
            case "CREATE" -> Sort.Target.CREATE_REVISION;
            case "MODIFY" -> Sort.Target.MOD_REVISION;
            case "VALUE" -> Sort.Target.VALUE;
            case "VERSION" -> Sort.Target.VERSION;
            default ->
                throw new BadCommandException(
                        Kind.FEATURE, "bad sort target " + word + ", expecting CREATE, KEY, MODIFY, VALUE or VERSION");
        };
    }

    private static RevisionFilter checked(RevisionFilter filter) {
        RevisionFilter bounds = new RevisionFilter(
                Math.max(0, filter.minMod()),
                Math.max(0, filter.maxMod()),
                Math.max(0, filter.minCreate()),
                Math.max(0, filter.maxCreate()));
        checkOrder("create", bounds.minCreate(), bounds.maxCreate());
        checkOrder("mod", bounds.minMod(), bounds.maxMod());
        return bounds;
    }

    private static void checkOrder(String name, long min, long max) {
        if (max > 0 && min > max) {
            throw new BadCommandException(
                    Kind.FEATURE, "--min-" + name + "-rev=" + min + " > --max-" + name + "-rev=" + max);
        }
    }
}
