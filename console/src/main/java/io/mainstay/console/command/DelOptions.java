package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import java.util.List;

/**
 * The flags of {@code del}.
 *
 * @param prefix whether every key goes that begins with the key
 * @param fromKey whether every key goes from the key on
 * @param prevKv whether to return what was deleted
 * @param range whether two words are surely meant as a range
 */
public record DelOptions(boolean prefix, boolean fromKey, boolean prevKv, boolean range) {
    /** The request for a key, or for the keys from the first word to the second. */
    public DeleteRequest request(List<Bytes> words) {
        if (words.isEmpty() || words.size() > 2) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "del command needs one argument as key and an optional argument as range_end");
        }
        KeySpan.checkFlags(prefix, fromKey);
        return new DeleteRequest(KeySpan.of(words, prefix, fromKey), prevKv);
    }

    /** Whether two words were given that may have been meant as two keys. */
    public boolean doubtful(List<Bytes> words) {
        return words.size() == 2 && !range;
    }
}
