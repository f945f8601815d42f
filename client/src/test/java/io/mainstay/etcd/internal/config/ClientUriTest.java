package io.mainstay.etcd.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientUriTest {
    private static final int FUZZ_ROUNDS = 50_000;

    @Test
    void everything() {
        Settings settings = ClientUri.parse("etcd://us%40er:p%3A%40ss:w@h1:2379,h2,[::1]:1/app/?callTimeout=1m30s"
                + "&connectTimeout=500ms&syncMembers=1h&requireLeader=true");
        assertThat(settings.endpoints()).containsExactly("http://h1:2379", "http://h2", "http://[::1]:1");
        assertThat(settings.namespace()).contains("/app/");
        assertThat(settings.user()).contains("us@er");
        assertThat(settings.password().reveal()).isEqualTo("p:@ss:w");
        assertThat(settings.duration("callTimeout")).contains(Duration.ofSeconds(90));
        assertThat(settings.duration("connectTimeout")).contains(Duration.ofMillis(500));
        assertThat(settings.duration("syncMembers")).contains(Duration.ofHours(1));
        assertThat(settings.flag("requireLeader")).contains(true);
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.toString()).doesNotContain("ss:w");
    }

    @Test
    void overTls() {
        Settings settings = ClientUri.parse("ETCDS://h?ca=/a/ca.pem&cert=/a/me.pem&key=/a/me.key&serverName=etcd");
        assertThat(settings.endpoints()).containsExactly("https://h");
        assertThat(settings.tls()).hasValueSatisfying(tls -> {
            assertThat(tls.trusted()).hasSize(1);
            assertThat(tls.identity()).isPresent();
            assertThat(tls.serverName()).contains("etcd");
        });
        assertThat(settings.user()).isEmpty();
        assertThat(settings.namespace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, begins with etcd://",
        "etcd://, a host is missing",
        "'etcd://h1,,h2', a host is missing",
        "etcd://h?timeout=5s, no parameter 'timeout'; there are ca",
        "etcd://h?callTimeout, callTimeout has no value",
        "etcd://h?callTimeout=5s&callTimeout=6s, given twice",
        "etcd://u:hunter2@h?user=v, the user is given twice",
        "etcd://:hunter2@h, nobody is named",
        "etcd://u:hunter2%@h, a % in the password",
        "etcd://u:hunter2%zz@h, a % in the password",
        "etcd://u:hunter2@h#x, written %23"
    })
    void refused(String uri, String why) {
        assertThatThrownBy(() -> ClientUri.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "etcd://h?callTimeout=5, callTimeout is no length of time",
        "etcd://h?callTimeout=0s, callTimeout must be more than 0",
        "etcd://h?callTimeout=-5s, callTimeout is no length of time"
    })
    void lengthsRefused(String uri, String why) {
        assertThatThrownBy(() -> ClientUri.parse(uri).duration("callTimeout")).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcd://u@h", "etcd://u:hunter2@h?passwordFile=x"})
    void aUserNeedsOnePassword(String uri) {
        Settings settings = ClientUri.parse(uri);
        assertThatThrownBy(() -> {
                    settings.user();
                    settings.password();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aPasswordNeedsAUser() {
        assertThatThrownBy(() -> ClientUri.parse("etcd://h?password=hunter2").user())
                .hasMessageContaining("nobody whose it is")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> ClientUri.parse("etcd://h?cert=c").tls()).hasMessageContaining("cert and key");
        assertThatThrownBy(() -> ClientUri.parse("etcd://h?requireLeader=yes").flag("requireLeader"))
                .hasMessageContaining("requireLeader is true or false");
    }

    @ParameterizedTest
    @CsvSource({"5s, 5000", "1m30s, 90000", "1.5h, 5400000", ".5s, 500", "100ms, 100", "1h0m1s, 3601000"})
    void lengths(String text, long millis) {
        assertThat(Durations.parse("x", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void whateverIsWritten_isReadOrRefusedTyped_andShowsNoSecret() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String letters = "abc:/@,?&=%#[]. 0159sm-";
        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            StringBuilder text = new StringBuilder("etcd://u:hunter2");
            for (int n = random.nextInt(25); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Settings settings = ClientUri.parse(text.toString());
                assertThat(settings.endpoints()).as("seed %s: %s", seed, text).isNotEmpty();
            } catch (IllegalArgumentException refused) {
                boolean secret = text.indexOf("@") >= 0;
                assertThat(!secret || !refused.getMessage().contains("hunter2"))
                        .as("seed %s: %s: %s", seed, text, refused.getMessage())
                        .isTrue();
            }
        }
    }
}
