package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportsTest {

    private final Imports imports = new Imports(List.of(
            inPackage("client", "io.mainstay.etcd"),
            inPackage("client", "io.mainstay.etcd.kv"),
            inPackage("client", "io.mainstay.etcd.internal.call"),
            inPackage("transport-grpc", "io.mainstay.etcd.grpc"),
            inPackage("embedded", "io.mainstay.etcd.embedded"),
            inPackage("testkit", "io.mainstay.etcd.testkit"),
            inPackage("console", "io.mainstay.console")));

    @ParameterizedTest
    @CsvSource({
        "client, io.grpc.Status",
        "client, com.google.common.base.Strings",
        "client, io.mainstay.etcd.grpc.GrpcTransport",
        "client, io.mainstay.etcd.proto.etcdserverpb.PutRequest",
        "transport-grpc, io.mainstay.etcd.embedded.EmbeddedEtcd",
        "transport-grpc, com.google.common.base.Strings",
        "embedded, io.mainstay.etcd.grpc.GrpcTransport",
        "embedded, io.mainstay.etcd.internal.call.CallEngine",
        "testkit, io.mainstay.console.Main",
        "console, io.mainstay.etcd.testkit.EtcdExtension",
        "console, io.mainstay.nowhere.Thing",
        "newcomer, java.util.List"
    })
    void anArrowAgainstTheTableIsFound(String module, String name) {
        assertThat(imports.check(importing(module, "main", name)))
                .extracting(Violation::rule)
                .containsExactly("import-direction");
    }

    @ParameterizedTest
    @CsvSource({
        "client, java.util.List",
        "client, javax.net.ssl.SSLContext",
        "client, io.mainstay.etcd.internal.call.CallEngine",
        "transport-grpc, io.grpc.Status",
        "transport-grpc, io.mainstay.etcd.kv.Bytes",
        "transport-grpc, io.mainstay.etcd.proto.etcdserverpb.PutRequest",
        "embedded, io.netty.channel.Channel",
        "embedded, at.favre.lib.crypto.bcrypt.BCrypt",
        "testkit, org.junit.jupiter.api.extension.Extension",
        "console, picocli.CommandLine",
        "console, io.mainstay.etcd.embedded.EmbeddedEtcd",
        "bench, io.etcd.jetcd.Client"
    })
    void anArrowOfTheTableIsFine(String module, String name) {
        assertThat(imports.check(importing(module, "main", name))).isEmpty();
    }

    @Test
    void testsMayLookAnywhere() {
        assertThat(imports.check(importing("client", "test", "io.grpc.Status"))).isEmpty();
    }

    @Test
    void aStarImportIsFoundInTestsToo() {
        assertThat(imports.check(importing("client", "test", "java.util.*")))
                .extracting(Violation::rule)
                .containsExactly("star-import");
        assertThat(imports.check(importing("client", "main", "static java.util.Map.*")))
                .extracting(Violation::rule)
                .containsExactly("star-import");
    }

    private static SourceFile importing(String module, String kind, String name) {
        return JavaParser.parse(
                module + "/src/" + kind + "/java/x/A.java", "package x;\nimport " + name + ";\nclass A {}");
    }

    private static SourceFile inPackage(String module, String name) {
        return JavaParser.parse(
                module + "/src/main/java/" + name.replace('.', '/') + "/P.java", "package " + name + ";\nclass P {}");
    }
}
