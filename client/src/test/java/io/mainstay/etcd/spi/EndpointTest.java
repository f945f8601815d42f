package io.mainstay.etcd.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:2379, http, 127.0.0.1, 2379",
        "HTTPS://etcd.example:1, https, etcd.example, 1",
        "localhost, http, localhost, 2379",
        "' localhost:2380', http, localhost, 2380",
        "' http://localhost:2380 ', http, localhost, 2380",
        "http://[::1]:2379, http, ::1, 2379",
        "[fe80::1]:2380, http, fe80::1, 2380",
        "http://my_host:2380, http, my_host, 2380",
        "my_host, http, my_host, 2379",
        "dns://etcd.example:1, dns, etcd.example, 1",
        "dns+https://etcd.example, dns+https, etcd.example, 2379",
        "srv://example.com/blue, srv, example.com, 2379",
        "http://h:2379/, http, h, 2379"
    })
    void parse(String text, String scheme, String host, int port) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint.scheme()).isEqualTo(scheme);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://",
                "::1",
                "http://a b",
                "http://a_b:c",
                "http://h:0",
                "http://h:65536",
                "http://[::1"
            })
    void refused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it like http://127.0.0.1:2379");
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/etcd.sock, unix, /run/etcd.sock",
        "unix:/run/etcd.sock, unix, /run/etcd.sock",
        "unixs:///run/my etcd.sock, unixs, /run/my etcd.sock",
        "unix://localhost:12379, unix, localhost:12379",
        "unix:etcd.sock, unix, etcd.sock"
    })
    void socketInTheFileSystem(String text, String scheme, String file) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint.scheme()).isEqualTo(scheme);
        assertThat(endpoint.socketFile()).contains(Path.of(file));
        assertThat(endpoint.host()).isEqualTo("localhost");
        assertThat(Endpoint.parse(endpoint.toString()).sameAs(endpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:2379/v3", "http://h?x=1", "h:1#f", "unix://", "unix:"})
    void whatFollowsOrLacks_isRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://root:hunter2@h:1", "root:hunter2@h:1", "http://root:hunter2@my_host", "u:hunter2@h ^"})
    void passwordIsRefused_andNotShown(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user name or password")
                .hasNoCause();
    }
}
