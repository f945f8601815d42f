package io.mainstay.etcd.embedded.internal.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import java.nio.charset.StandardCharsets;

/** Passwords as etcd keeps them: as bcrypt hashes. Both making and trying one takes long on purpose. */
public final class Passwords {
    /** How much of a password counts. */
    private static final int LONGEST = 72;

    private static final Version VERSION = Version.VERSION_2A;
    private static final LongPasswordStrategy CUT = LongPasswordStrategies.truncate(VERSION);

    private final int cost;

    /**
     * Hashes of a cost.
     *
     * @param cost from 4 to 31; one more takes twice as long
     */
    public Passwords(int cost) {
        this.cost = cost;
    }

    /**
     * The hash of a password.
     *
     * @throws Refused when the password has more than 72 bytes
     */
    public String hash(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw Refusal.PASSWORD_TOO_LONG.refused();
        }
        return new String(BCrypt.with(VERSION, CUT).hash(cost, bytes), StandardCharsets.US_ASCII);
    }

    /** Whether a hash is that of a password; an empty or broken hash is of none. */
    public static boolean matches(String hash, String password) {
        return !hash.isEmpty()
                && BCrypt.verifyer(null, CUT)
                        .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                        .verified;
    }
}
