package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.List;

/** Which keys a command is about: its words, and the flags that widen a key. */
final class KeySpan {
    private KeySpan() {}

    static void checkFlags(boolean prefix, boolean fromKey) {
        if (prefix && fromKey) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "`--prefix` and `--from-key` cannot be set at the same time, choose one");
        }
    }

    static KeyRange of(List<Bytes> words, boolean prefix, boolean fromKey) {
        Bytes key = words.get(0);
        if (words.size() > 1) {
            if (prefix || fromKey) {
                throw new BadCommandException(
                        Kind.ARGUMENTS,
                        "too many arguments, only accept one argument when `--prefix` or `--from-key` is set");
            }
            return KeyRange.between(key, words.get(1));
        }
        return prefix ? KeyRange.prefix(key) : fromKey ? KeyRange.from(key) : KeyRange.single(key);
    }
}
