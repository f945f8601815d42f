package io.mainstay.etcd.testkit.contract;

import io.mainstay.etcd.embedded.EmbeddedEtcd;
import io.mainstay.etcd.embedded.EmbeddedEtcdBuilder;
import io.mainstay.etcd.testkit.RealEtcd;
import io.mainstay.etcd.testkit.RealEtcdOptions;
import io.mainstay.etcd.testkit.RealEtcdTls;
import io.mainstay.etcd.testkit.Requirement;

/** Starts servers for suites about TLS. */
public final class TlsServers {
    private TlsServers() {}

    /** A real etcd of a line of versions; null for none speaks in clear. */
    static TlsServer real(String line, RealEtcdTls tls) {
        RealEtcdOptions options = RealEtcdOptions.of(Requirement.realEtcd(line));
        RealEtcd etcd = RealEtcd.start(tls == null ? options : options.withTls(tls));
        return new Running(etcd.endpoint(), etcd::close);
    }

    /** An embedded etcd. */
    static TlsServer embedded(RealEtcdTls tls) {
        EmbeddedEtcd etcd = with(tls).start();
        return new Running(etcd.endpoint(), etcd::close);
    }

    /** An embedded etcd that has the TLS of a real one; null for none. */
    public static EmbeddedEtcdBuilder with(RealEtcdTls tls) {
        EmbeddedEtcdBuilder builder = EmbeddedEtcd.builder();
        if (tls != null) {
            builder.tls(tls.server().certificate(), tls.server().key());
            tls.client().ifPresent(any -> builder.clientCertAuth(tls.ca()));
        }
        return builder;
    }

    private record Running(String endpoint, Runnable stop) implements TlsServer {
        @Override
        public void close() {
            stop.run();
        }
    }
}
