package io.mainstay.etcd.testkit.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a certificate for a test shall say.
 *
 * @param commonName its subject's common name, which etcd takes for a user's name
 * @param hosts DNS names and addresses of the server that it is for; empty for a client's certificate
 * @param keys the kind of its key
 * @param notBefore from when it is valid
 * @param notAfter until when it is valid
 */
public record TestCertificate(
        String commonName, List<String> hosts, KeyForm keys, Instant notBefore, Instant notAfter) {
    private static final Duration PAST = Duration.ofHours(1);
    private static final Duration VALID = Duration.ofDays(1);

    /** Copies the hosts. */
    public TestCertificate {
        hosts = List.copyOf(hosts);
    }

    /** A certificate of a client, valid for a day, with an EC key in PKCS#8. */
    public static TestCertificate client(String commonName) {
        Instant now = Instant.now();
        return new TestCertificate(commonName, List.of(), KeyForm.EC_PKCS8, now.minus(PAST), now.plus(VALID));
    }

    /** A certificate of a server at these hosts, names or addresses, valid for a day, with an EC key in PKCS#8. */
    public static TestCertificate server(String... hosts) {
        TestCertificate made = client("server");
        return new TestCertificate(made.commonName, List.of(hosts), made.keys, made.notBefore, made.notAfter);
    }

    /** The same with another kind of key. */
    public TestCertificate keys(KeyForm other) {
        return new TestCertificate(commonName, hosts, other, notBefore, notAfter);
    }

    /** The same, valid until a minute ago. */
    public TestCertificate expired() {
        return new TestCertificate(
                commonName, hosts, keys, notBefore, Instant.now().minus(Duration.ofMinutes(1)));
    }
}
