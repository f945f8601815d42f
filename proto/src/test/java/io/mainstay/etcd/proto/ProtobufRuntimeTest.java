package io.mainstay.etcd.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each run of these tests has the protobuf runtime it says it has, so that all of them together prove the span. */
class ProtobufRuntimeTest {
    @Test
    void isTheOneThisRunIsAbout() throws URISyntaxException {
        URI jar = Message.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();

        assertThat(Path.of(jar).getFileName())
                .hasToString("protobuf-java-" + System.getProperty("mainstay.protobuf.runtime") + ".jar");
    }
}
