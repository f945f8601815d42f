package io.mainstay.console.shell;

import static picocli.CommandLine.ScopeType.INHERIT;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The flags that every command has. Each may also stand in the environment: {@code --write-out} as {@code
 * ETCDCTL_WRITE_OUT}.
 */
final class GlobalFlags {
    private static final String FOR_ETCDCTL = "accepted as by etcdctl; no effect";
    private static final String NOT_YET = "not part of this version yet";

    @Option(
            names = "--endpoints",
            split = ",",
            scope = INHERIT,
            paramLabel = "ADDRESS",
            description = "where etcd is (default: 127.0.0.1:2379)")
    List<String> endpoints = new ArrayList<>();

    @Option(
            names = {"-w", "--write-out"},
            scope = INHERIT,
            paramLabel = "FORMAT",
            description = "fields, json, simple or table (default: simple)")
    String writeOut = "simple";

    @Option(names = "--hex", scope = INHERIT, description = "print byte strings as hex encoded strings")
    boolean hex;

    @Option(
            names = "--dial-timeout",
            scope = INHERIT,
            paramLabel = "DURATION",
            description = "how long to try to connect (default: 2s)")
    Duration dialTimeout = Duration.ofSeconds(2);

    @Option(
            names = "--command-timeout",
            scope = INHERIT,
            paramLabel = "DURATION",
            description = "how long a call may take (default: 5s)")
    Duration commandTimeout = Duration.ofSeconds(5);

    @Option(names = "--debug", scope = INHERIT, description = "tell on stderr what the client does")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            scope = INHERIT,
            usageHelp = true,
            description = "show this help")
    boolean help;

    @Option(names = "--keepalive-time", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    Duration keepaliveTime = Duration.ofSeconds(2);

    @Option(names = "--keepalive-timeout", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    Duration keepaliveTimeout = Duration.ofSeconds(6);

    @Option(names = "--max-request-bytes", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    long maxRequestBytes;

    @Option(names = "--max-recv-bytes", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    long maxRecvBytes;

    @Option(names = "--insecure-discovery", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    boolean insecureDiscovery = true;

    @Option(names = "--insecure-transport", scope = INHERIT, hidden = true, description = FOR_ETCDCTL)
    boolean insecureTransport = true;

    @Option(names = "--insecure-skip-tls-verify", scope = INHERIT, hidden = true, description = NOT_YET)
    boolean insecureSkipTlsVerify;

    @Option(
            names = {"--cacert", "--cert", "--key", "--user", "--password", "--discovery-srv-name"},
            scope = INHERIT,
            hidden = true,
            description = NOT_YET)
    List<String> notYet = new ArrayList<>();

    @Option(
            names = {"-d", "--discovery-srv"},
            scope = INHERIT,
            hidden = true,
            description = NOT_YET)
    String discoverySrv = "";

    /** Refuses what would be silently left undone. */
    void checkServed() {
        if (!notYet.isEmpty() || insecureSkipTlsVerify || !discoverySrv.isEmpty()) {
            throw new BadCommandException(
                    Kind.FEATURE,
                    "users, passwords, TLS files and DNS discovery are not part of this version yet (--user,"
                            + " --password, --cert, --key, --cacert, --insecure-skip-tls-verify,"
                            + " --discovery-srv, or their ETCDCTL_ variables)");
        }
    }

    /** The addresses, or the default one. */
    List<String> endpoints() {
        return endpoints.isEmpty()
                ? List.of("127.0.0.1:2379")
                : endpoints.stream().map(String::strip).toList();
    }
}
