package io.mainstay.etcd.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our wire is the wire of the newest etcd we know: nothing more, nothing less, nothing otherwise. */
class EtcdWireTest {
    private static final Path SOURCES = Path.of("src", "main", "protobuf");

    @Test
    void isTheWireOfEtcd() {
        assertThat(WireFacts.of(OurFiles.all())).containsExactlyInAnyOrderElementsOf(table("etcd-3.7.1.txt"));
    }

    @Test
    void leavesNoProtoFileOut() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> sources = files.filter(Files::isRegularFile)
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .toList();

            assertThat(OurFiles.all())
                    .extracting(FileDescriptorProto::getName)
                    .containsExactlyInAnyOrderElementsOf(sources);
        }
    }

    @Test
    void isProto3ThroughoutSoThatZerosAreLeftOutAndRepeatedNumbersPacked() {
        assertThat(OurFiles.all())
                .allSatisfy(file -> assertThat(file.getSyntax()).isEqualTo("proto3"));
    }

    private static List<String> table(String name) {
        try (InputStream in = EtcdWireTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
