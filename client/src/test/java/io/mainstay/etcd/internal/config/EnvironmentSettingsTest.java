package io.mainstay.etcd.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentSettingsTest {
    @Test
    void nothingSet_setsNothing() {
        Settings settings = EnvironmentSettings.parse(Map.of("PATH", "x", "ETCDCTL_USER", ""));
        assertThat(settings.endpoints()).isEmpty();
        assertThat(settings.user()).isEmpty();
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.duration("callTimeout")).isEmpty();
    }

    @Test
    void whatEtcdctlReads() {
        Settings settings = EnvironmentSettings.parse(Map.of(
                "ETCDCTL_ENDPOINTS", "h1:2379, http://h2:2379",
                "ETCDCTL_USER", "root:p:w",
                "ETCDCTL_DIAL_TIMEOUT", "3s",
                "ETCDCTL_COMMAND_TIMEOUT", "7s",
                "ETCDCTL_KEEPALIVE_TIME", "20s",
                "ETCDCTL_KEEPALIVE_TIMEOUT", "6s"));
        assertThat(settings.endpoints()).containsExactly("h1:2379", "http://h2:2379");
        assertThat(settings.user()).contains("root");
        assertThat(settings.password().reveal()).isEqualTo("p:w");
        assertThat(settings.duration("connectTimeout")).contains(Duration.ofSeconds(3));
        assertThat(settings.duration("callTimeout")).contains(Duration.ofSeconds(7));
        assertThat(settings.duration("keepAliveTime")).contains(Duration.ofSeconds(20));
        assertThat(settings.duration("keepAliveTimeout")).contains(Duration.ofSeconds(6));
    }

    @Test
    void aPasswordOfItsOwn_leavesTheUserWhole() {
        Settings settings = EnvironmentSettings.parse(Map.of("ETCDCTL_USER", "a:b", "ETCDCTL_PASSWORD", "w"));
        assertThat(settings.user()).contains("a:b");
        assertThat(settings.password().reveal()).isEqualTo("w");
    }

    @Test
    void mainstaysOwnEndpointsComeFirst() {
        assertThat(EnvironmentSettings.parse(Map.of("ETCD_ENDPOINTS", "a", "ETCDCTL_ENDPOINTS", "b"))
                        .endpoints())
                .containsExactly("a");
    }

    @Test
    void withACertificate_anAddressWithoutASchemeIsHttps() {
        assertThat(EnvironmentSettings.parse(
                                Map.of("ETCDCTL_ENDPOINTS", "a,https://b,unix:c", "ETCDCTL_CACERT", "/ca.pem"))
                        .endpoints())
                .containsExactly("https://a", "https://b", "unix:c");
    }

    @Test
    void discovery() {
        assertThat(EnvironmentSettings.parse(Map.of("ETCDCTL_DISCOVERY_SRV", "example.com"))
                        .endpoints())
                .containsExactly("srv://example.com");
        assertThat(EnvironmentSettings.parse(
                                Map.of("ETCDCTL_DISCOVERY_SRV", "example.com", "ETCDCTL_DISCOVERY_SRV_NAME", "blue"))
                        .endpoints())
                .containsExactly("srv://example.com/blue");
        assertThatThrownBy(() -> EnvironmentSettings.parse(
                        Map.of("ETCDCTL_DISCOVERY_SRV", "example.com", "ETCD_ENDPOINTS", "a")))
                .hasMessageContaining("unset one of them");
    }

    @Test
    void mistakesAreToldByTheVariable() {
        assertThatThrownBy(() -> EnvironmentSettings.parse(Map.of("ETCDCTL_DIAL_TIMEOUT", "soon"))
                        .duration("connectTimeout"))
                .hasMessageContaining("ETCDCTL_DIAL_TIMEOUT");
        assertThatThrownBy(() ->
                        EnvironmentSettings.parse(Map.of("ETCDCTL_CERT", "c")).tls())
                .hasMessageContaining("ETCDCTL_CERT and ETCDCTL_KEY");
        assertThatThrownBy(() -> EnvironmentSettings.parse(Map.of("ETCDCTL_PASSWORD", "hunter2"))
                        .user())
                .hasMessageContaining("ETCDCTL_USER")
                .message()
                .doesNotContain("hunter2");
    }
}
