package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.spi.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which tokens a server gives, in the words of etcd's flag {@code --auth-token}. */
public final class TokenOptions {
    private static final Duration JWT_TTL = Duration.ofMinutes(5);
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s)");

    private final @Nullable SigningMethod method;
    private final @Nullable JwtKeys keys;
    private final Duration ttl;

    private TokenOptions(@Nullable SigningMethod method, @Nullable JwtKeys keys, Duration ttl) {
        this.method = method;
        this.keys = keys;
        this.ttl = ttl;
    }

    /** Simple tokens, which live so long after their last use. */
    public static TokenOptions simple(Duration ttl) {
        return new TokenOptions(null, null, ttl);
    }

    /**
     * What such a flag says.
     *
     * @param flag {@code simple}, or {@code jwt} with its options
     * @param simpleTtl how long simple tokens live after their last use
     * @throws IllegalArgumentException when it says nothing good, or a key cannot be read
     */
    public static TokenOptions parse(String flag, Duration simpleTtl) {
        String[] parts = flag.split(",", -1);
        if (flag.equals("simple")) {
            return simple(simpleTtl);
        }
        if (!parts[0].equals("jwt")) {
            throw new IllegalArgumentException("no such tokens: '" + parts[0]
                    + "'; write simple, or jwt,pub-key=..,priv-key=..,sign-method=RS256");
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equal = parts[i].indexOf('=');
            if (equal < 0 || options.put(parts[i].substring(0, equal), parts[i].substring(equal + 1)) != null) {
                throw new IllegalArgumentException("not an option of jwt, or one given twice: '" + parts[i] + "'");
            }
        }
        String name = options.getOrDefault("sign-method", "");
        SigningMethod method = SigningMethod.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no such sign-method of jwt: '" + name + "'"));
        String life = options.get("ttl");
        return new TokenOptions(
                method,
                JwtKeys.read(method, path(options.get("pub-key")), path(options.get("priv-key"))),
                life == null ? JWT_TTL : duration(life));
    }

    /** The tokens of one server. */
    public Tokens tokens(Clock clock) {
        return method == null || keys == null ? new SimpleTokens(clock, ttl) : new JwtTokens(method, keys, ttl, clock);
    }

    private static @Nullable Path path(@Nullable String file) {
        return file == null ? null : Path.of(file);
    }

    /** A duration as Go writes it, like {@code 1h30m}. */
    private static Duration duration(String text) {
        Matcher part = PART.matcher(text);
        double seconds = 0;
        int end = 0;
        while (part.lookingAt()) {
            seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
            end = part.end();
            part.region(end, text.length());
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException("not a ttl of jwt: '" + text + "'; write it like 10m or 90s");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            default -> 0.001;
        };
    }
}
