package io.mainstay.etcd.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        "[fe80::1]:2380, http, fe80::1, 2380"
    })
    void parse(String text, String scheme, String host, int port) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint.scheme()).isEqualTo(scheme);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://", "::1", "http://a b", "http://my_host:2379"})
    void refused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it like http://127.0.0.1:2379");
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
