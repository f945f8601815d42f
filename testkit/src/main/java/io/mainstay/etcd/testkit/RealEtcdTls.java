package io.mainstay.etcd.testkit;

import io.mainstay.etcd.testkit.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The TLS of a real etcd towards its clients. The members of a cluster speak among themselves in clear.
 *
 * @param ca the certificate of who signed the server's and the clients' certificates
 * @param server what the server shows; its names must hold 127.0.0.1
 * @param client what etcdctl shows; where it is present the server refuses clients without a certificate
 */
public record RealEtcdTls(Path ca, CertificateFiles server, Optional<CertificateFiles> client) {
    /** TLS where only the server shows a certificate. */
    public static RealEtcdTls oneWay(Path ca, CertificateFiles server) {
        return new RealEtcdTls(ca, server, Optional.empty());
    }

    /** TLS where the clients must show certificates too. */
    public static RealEtcdTls mutual(Path ca, CertificateFiles server, CertificateFiles client) {
        return new RealEtcdTls(ca, server, Optional.of(client));
    }

    List<String> serverFlags() {
        List<String> flags =
                new ArrayList<>(List.of("--cert-file=" + server.certificate(), "--key-file=" + server.key()));
        if (client.isPresent()) {
            // Either of the two makes etcd ask for certificates.
            flags.addAll(List.of("--trusted-ca-file=" + ca, "--client-cert-auth"));
        }
        return flags;
    }

    List<String> etcdctlFlags() {
        return client.map(own -> List.of("--cacert=" + ca, "--cert=" + own.certificate(), "--key=" + own.key()))
                .orElseGet(() -> List.of("--cacert=" + ca));
    }
}
