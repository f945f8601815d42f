package io.mainstay.etcd.internal.config;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.tls.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that were written as text, each under its name; what is not there stays as it is.
 *
 * <p>The names are those of a URI's parameters. Reading one that is not right says which, and what would be; no message
 * shows a secret.
 */
public final class Settings {
    /** The names there are. */
    static final Set<String> NAMES = Set.of(
            "ca",
            "callTimeout",
            "cert",
            "connectTimeout",
            "insecureSkipVerify",
            "keepAliveTime",
            "keepAliveTimeout",
            "key",
            "password",
            "passwordEnv",
            "passwordFile",
            "requireLeader",
            "serverName",
            "syncMembers",
            "user");

    private final List<String> endpoints;
    private final @Nullable String namespace;
    private final Map<String, String> values;

    /** How each name is called where it was written, for messages. */
    private final Map<String, String> written;

    Settings(
            List<String> endpoints,
            @Nullable String namespace,
            Map<String, String> values,
            Map<String, String> written) {
        this.endpoints = List.copyOf(endpoints);
        this.namespace = namespace;
        this.values = new LinkedHashMap<>(values);
        this.written = Map.copyOf(written);
    }

    /** The endpoints; empty when none were written. */
    public List<String> endpoints() {
        return endpoints;
    }

    /** What all keys begin with. */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    /** A length of time. */
    public Optional<Duration> duration(String name) {
        return value(name).map(text -> Durations.parse(called(name), text));
    }

    /** Yes or no. */
    public Optional<Boolean> flag(String name) {
        return value(name).map(text -> switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(called(name) + " is true or false, not '" + text + "'");
        });
    }

    /** The user, when one was written. */
    public Optional<String> user() {
        boolean secret = value("password")
                .or(() -> value("passwordEnv"))
                .or(() -> value("passwordFile"))
                .isPresent();
        if (secret && value("user").isEmpty()) {
            throw new IllegalArgumentException("a password is given, but nobody whose it is; give " + called("user"));
        }
        return value("user");
    }

    /**
     * The user's password: written out, in a variable of the environment, or in a file.
     *
     * @throws IllegalArgumentException when there is none, or more than one
     */
    public Secret password() {
        List<Secret> given = new ArrayList<>();
        value("password").map(Secret::of).ifPresent(given::add);
        value("passwordEnv").map(Secret::env).ifPresent(given::add);
        value("passwordFile").map(Path::of).map(Secret::file).ifPresent(given::add);
        if (given.size() != 1) {
            String names = called("password") + ", " + called("passwordEnv") + " and " + called("passwordFile");
            throw new IllegalArgumentException(
                    given.isEmpty()
                            ? "user " + user().orElse("") + " has no password; give one of " + names
                            : "the password is given more than once; give only one of " + names);
        }
        return given.get(0);
    }

    /** How connections are secured, when anything was written of that. */
    public Optional<Tls> tls() {
        Optional<String> ca = value("ca");
        Optional<String> cert = value("cert");
        Optional<String> key = value("key");
        Optional<String> serverName = value("serverName");
        boolean insecure = flag("insecureSkipVerify").orElse(false);
        if (cert.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "a client certificate needs both; give " + called("cert") + " and " + called("key"));
        }
        if (ca.isEmpty() && cert.isEmpty() && serverName.isEmpty() && !insecure) {
            return Optional.empty();
        }
        Tls tls = ca.map(file -> Tls.trusting(Path.of(file))).orElse(Tls.system());
        if (cert.isPresent() && key.isPresent()) {
            tls = tls.identity(Path.of(cert.get()), Path.of(key.get()));
        }
        if (serverName.isPresent()) {
            tls = tls.serverName(serverName.get());
        }
        return Optional.of(insecure ? tls.insecureSkipVerify() : tls);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private String called(String name) {
        return written.getOrDefault(name, name);
    }

    /** What is set, and nothing secret. */
    @Override
    public String toString() {
        return "Settings" + endpoints + values.keySet();
    }
}
