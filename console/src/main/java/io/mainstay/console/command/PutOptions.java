package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.PutRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * The flags of {@code put}.
 *
 * @param lease the lease to hang the key on, in hexadecimal; {@code 0} is none
 * @param prevKv whether to return what was there before
 * @param ignoreValue whether to keep the present value
 * @param ignoreLease whether to keep the present lease
 */
public record PutOptions(String lease, boolean prevKv, boolean ignoreValue, boolean ignoreLease) {
    /**
     * The request for a key and a value.
     *
     * @param words the key, and the value unless it comes from elsewhere
     * @param elsewhere reads a value that is not among the words; nothing read means that there is none
     */
    public PutRequest request(List<Bytes> words, Supplier<Bytes> elsewhere) {
        if (words.isEmpty()) {
            throw noValue();
        }
        if (ignoreValue && words.size() > 1) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "put command needs only 1 argument when 'ignore-value' is set");
        }
        Bytes value = ignoreValue ? Bytes.EMPTY : words.size() > 1 ? words.get(1) : read(elsewhere);
        return new PutRequest(words.get(0), value, Numbers.leaseId(lease), prevKv, ignoreValue, ignoreLease);
    }

    private static Bytes read(Supplier<Bytes> elsewhere) {
        Bytes value = elsewhere.get();
        if (value.isEmpty()) {
            throw noValue();
        }
        return value;
    }

    private static BadCommandException noValue() {
        return new BadCommandException(
                Kind.ARGUMENTS, "put command needs 1 argument and input from stdin or 2 arguments");
    }
}
