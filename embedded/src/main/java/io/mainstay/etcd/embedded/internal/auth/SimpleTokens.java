package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.auth.Caller.SignedIn;
import io.mainstay.etcd.spi.Clock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are known by heart: letters by chance, a dot and the index of an entry. Each lives for some time after
 * its last use, and none outlives the server.
 */
public final class SimpleTokens implements Tokens {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final long ttl;
    /** Those least lately used first. */
    private final Map<String, Use> tokens = new LinkedHashMap<>(16, 0.75f, true);

    private record Use(String user, long last) {}

    /** None yet; each will live so long after its last use. */
    public SimpleTokens(Clock clock, Duration ttl) {
        this.clock = clock;
        this.ttl = ttl.toNanos();
    }

    @Override
    public String make(SignedIn who, long index) {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        String whole = token.append('.').append(index).toString();
        synchronized (tokens) {
            forgetOld();
            tokens.put(whole, new Use(who.user(), clock.nanoTime()));
        }
        return whole;
    }

    @Override
    public @Nullable SignedIn find(String token, long revision) {
        synchronized (tokens) {
            Use use = tokens.get(token);
            long now = clock.nanoTime();
            if (use == null || now - use.last() > ttl) {
                return null;
            }
            tokens.put(token, new Use(use.user(), now));
            return new SignedIn(use.user(), revision);
        }
    }

    @Override
    public void changed(AuthChange change) {
        synchronized (tokens) {
            if (change instanceof AuthChange.Disable) {
                tokens.clear();
            } else if (change instanceof AuthChange.DeleteUser deleted) {
                tokens.values().removeIf(use -> use.user().equals(deleted.name()));
            } else if (change instanceof AuthChange.ChangePassword changed) {
                tokens.values().removeIf(use -> use.user().equals(changed.name()));
            }
        }
    }

    private void forgetOld() {
        long now = clock.nanoTime();
        Iterator<Use> uses = tokens.values().iterator();
        while (uses.hasNext() && now - uses.next().last() > ttl) {
            uses.remove();
        }
    }
}
