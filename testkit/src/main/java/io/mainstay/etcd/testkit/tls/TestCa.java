package io.mainstay.etcd.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority for tests: makes certificates for servers and clients, as PEM files in a folder. It needs
 * nothing but the JDK; what it makes is right for etcd, for Java and for openssl, and for no other purpose.
 *
 * <pre>{@code
 * TestCa ca = TestCa.create(folder, "ca");
 * CertificateFiles server = ca.issue(TestCertificate.server("localhost", "127.0.0.1", "::1"));
 * CertificateFiles alice = ca.issue(TestCertificate.client("alice").keys(KeyForm.RSA_PKCS1));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class TestCa {
    private static final Duration PAST = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(10);

    private static final byte[] ECDSA_WITH_SHA256 = Asn1.sequence(Asn1.oid("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private static final byte[] MAY_SIGN_CERTIFICATES = {0x06};
    private static final byte[] MAY_SIGN_AND_ENCIPHER = {(byte) 0xa0};

    private final Path folder;
    private final String name;
    private final KeyPair keys;
    private final Path certificate;
    private int issued;

    private TestCa(Path folder, String name, KeyPair keys) {
        this.folder = folder;
        this.name = name;
        this.keys = keys;
        this.certificate = folder.resolve(name + ".pem");
    }

    /**
     * Makes an authority, and the file {@code NAME.pem} with its certificate, valid for ten days.
     *
     * @param folder where all files go; it must exist
     * @param name its common name, which the names of its files begin with
     */
    public static TestCa create(Path folder, String name) {
        TestCa ca = new TestCa(folder, name, keyPair(KeyForm.EC_PKCS8));
        Instant now = Instant.now();
        byte[] extensions = Asn1.sequence(
                extension(BASIC_CONSTRAINTS, true, Asn1.sequence(Asn1.yes())),
                extension(KEY_USAGE, true, Asn1.bits(1, MAY_SIGN_CERTIFICATES)));
        byte[] der = ca.signed(name, ca.keys.getPublic(), BigInteger.ONE, now.minus(PAST), now.plus(VALID), extensions);
        write(ca.certificate, KeyFiles.pem("CERTIFICATE", der));
        return ca;
    }

    /** The file with the authority's own certificate. */
    public Path certificate() {
        return certificate;
    }

    /** Makes a key and a certificate for it, in new files. */
    public synchronized CertificateFiles issue(TestCertificate wanted) {
        issued++;
        KeyPair pair = keyPair(wanted.keys());
        byte[] der = signed(
                wanted.commonName(),
                pair.getPublic(),
                BigInteger.valueOf(1L + issued),
                wanted.notBefore(),
                wanted.notAfter(),
                extensions(wanted));
        String base = name + "-" + wanted.commonName() + "-" + issued;
        CertificateFiles files = new CertificateFiles(folder.resolve(base + ".pem"), folder.resolve(base + ".key"));
        write(files.certificate(), KeyFiles.pem("CERTIFICATE", der));
        write(files.key(), KeyFiles.pem(wanted.keys(), pair.getPrivate()));
        return files;
    }

    /** A server may act as a client too, since etcd's own gateway shows the server's certificate to the server. */
    private static byte[] extensions(TestCertificate wanted) {
        List<byte[]> uses = new ArrayList<>(List.of(Asn1.oid(CLIENT_AUTH)));
        List<byte[]> all = new ArrayList<>();
        all.add(extension(KEY_USAGE, true, Asn1.bits(5, MAY_SIGN_AND_ENCIPHER)));
        if (!wanted.hosts().isEmpty()) {
            uses.add(Asn1.oid(SERVER_AUTH));
            byte[][] names = wanted.hosts().stream().map(TestCa::name).toArray(byte[][]::new);
            all.add(extension(ALTERNATIVE_NAMES, false, Asn1.sequence(names)));
        }
        all.add(extension(EXTENDED_KEY_USAGE, false, Asn1.sequence(uses.toArray(byte[][]::new))));
        return Asn1.sequence(all.toArray(byte[][]::new));
    }

    private static byte[] extension(String id, boolean critical, byte[] inside) {
        return critical
                ? Asn1.sequence(Asn1.oid(id), Asn1.yes(), Asn1.octets(inside))
                : Asn1.sequence(Asn1.oid(id), Asn1.octets(inside));
    }

    private static byte[] name(String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        try {
            return address
                    ? Asn1.value(0x87, InetAddress.getByName(host).getAddress())
                    : Asn1.value(0x82, host.getBytes(StandardCharsets.US_ASCII));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + host, e);
        }
    }

    private byte[] signed(
            String subject, PublicKey key, BigInteger serial, Instant from, Instant until, byte[] extensions) {
        byte[] body = Asn1.sequence(
                Asn1.value(0xa0, Asn1.integer(BigInteger.TWO)),
                Asn1.integer(serial),
                ECDSA_WITH_SHA256,
                distinguished(name),
                Asn1.sequence(Asn1.time(from), Asn1.time(until)),
                distinguished(subject),
                key.getEncoded(),
                Asn1.value(0xa3, extensions));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            return Asn1.sequence(body, ECDSA_WITH_SHA256, Asn1.bits(0, signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign with ECDSA", e);
        }
    }

    private static byte[] distinguished(String commonName) {
        return Asn1.sequence(Asn1.set(Asn1.sequence(Asn1.oid(COMMON_NAME), Asn1.utf8(commonName))));
    }

    private static KeyPair keyPair(KeyForm form) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(form.algorithm());
            if (form.algorithm().equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else if (form.algorithm().equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make a key of " + form, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
