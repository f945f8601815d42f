package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.embedded.internal.auth.Caller.SignedIn;
import io.mainstay.etcd.embedded.internal.json.BadJsonException;
import io.mainstay.etcd.embedded.internal.json.JsonScalars;
import io.mainstay.etcd.embedded.internal.json.MessageWriter;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Clock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say and prove by themselves whose they are (JWT), for one revision of users and roles and until a time.
 * Nothing ends one before.
 */
final class JwtTokens implements Tokens {
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();
    private static final double NANOS = 1e9;

    private final SigningMethod method;
    private final JwtKeys keys;
    private final Duration ttl;
    private final Clock clock;
    /** The date when the server's clock showed {@link #start}, and from then on that clock tells how time goes. */
    private final Instant date = Instant.now();

    private final long start;

    JwtTokens(SigningMethod method, JwtKeys keys, Duration ttl, Clock clock) {
        this.method = method;
        this.keys = keys;
        this.ttl = ttl;
        this.clock = clock;
        this.start = clock.nanoTime();
    }

    /**
     * {@inheritDoc}
     *
     * @throws Refused when there is no key to sign with
     */
    @Override
    public String make(SignedIn who, long index) {
        Key signing = keys.signing();
        if (signing == null) {
            throw new Refused(ErrorCode.UNKNOWN, "auth: token signing attempted with verify-only key");
        }
        StringBuilder claims = new StringBuilder("{\"exp\":")
                .append(now().plus(ttl).getEpochSecond())
                .append(",\"revision\":")
                .append(Long.toUnsignedString(who.revision()))
                .append(",\"username\":");
        MessageWriter.write(who.user(), claims);
        String text = text("{\"alg\":\"" + method.jwtName() + "\",\"typ\":\"JWT\"}") + "."
                + text(claims.append('}').toString());
        try {
            return text + "." + TO_TEXT.encodeToString(method.sign(signing, bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that signed before does not sign any more", e);
        }
    }

    /** {@inheritDoc} The revision is that of the token. */
    @Override
    public @Nullable SignedIn find(String token, long revision) {
        int first = token.indexOf('.');
        int second = token.lastIndexOf('.');
        if (first < 0 || first == second) {
            return null;
        }
        try {
            Map<String, Object> header = JsonScalars.read(FROM_TEXT.decode(token.substring(0, first)));
            byte[] signature = FROM_TEXT.decode(token.substring(second + 1));
            if (!method.jwtName().equals(header.get("alg"))
                    || !method.verify(keys.verifying(), bytes(token.substring(0, second)), signature)) {
                return null;
            }
            return signedIn(JsonScalars.read(FROM_TEXT.decode(token.substring(first + 1, second))));
        } catch (IllegalArgumentException | BadJsonException | GeneralSecurityException noToken) {
            return null;
        }
    }

    private @Nullable SignedIn signedIn(Map<String, Object> claims) {
        Instant time = now();
        double now = time.getEpochSecond() + time.getNano() / NANOS;
        boolean over = claims.get("exp") instanceof Double end && now >= end;
        boolean early = claims.get("nbf") instanceof Double begin && now < begin;
        return !over
                        && !early
                        && claims.get("username") instanceof String user
                        && claims.get("revision") instanceof Double at
                ? new SignedIn(user, at.longValue())
                : null;
    }

    @Override
    public void changed(AuthChange change) {}

    private Instant now() {
        return date.plusNanos(clock.nanoTime() - start);
    }

    private static String text(String json) {
        return TO_TEXT.encodeToString(bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
