package io.mainstay.etcd.testkit.tls;

import java.nio.file.Path;

/**
 * A certificate and its private key, as PEM files.
 *
 * @param certificate the file with the certificate
 * @param key the file with its key
 */
public record CertificateFiles(Path certificate, Path key) {}
