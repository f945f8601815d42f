package io.mainstay.etcd.embedded.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.refusal.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordsTest {
    private static final String SALT = "$2a$04$..CA.uOD/eaGAOmJB.yMBu";

    /** Made by another program, in the form of an etcd. */
    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of("", "q1wbVgYezarXi1FgOYk1qMNtxVndjJm"),
                Arguments.of("u", "1KgoaNcUS6f0ChcB0D/GbJBdoDCOuDy"),
                Arguments.of("é漢", "Kb5AwAAukS2cASkQSjkSnZ5w3Lt3j5."),
                Arguments.of("r".repeat(71), "H1o0MJCHTyog2MmtDfnxf6DhX3xv19m"),
                Arguments.of("r".repeat(72), "fVeWyguyu540fMRVHX0p18F0uMOrIA."),
                // Nobody can have it as a password, but of what is tried only so much counts.
                Arguments.of("r".repeat(73), "fVeWyguyu540fMRVHX0p18F0uMOrIA."));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void knowsTheHashesOfOthers(String password, String hash) {
        assertThat(Passwords.matches(SALT + hash, password)).isTrue();
        assertThat(Passwords.matches(SALT + hash, password.isEmpty() ? "x" : "x" + password.substring(1)))
                .isFalse();
    }

    @Test
    void makesHashesInTheFormOfEtcd() {
        Passwords passwords = new Passwords(4);
        for (String password : List.of("", "secret", "r".repeat(72))) {
            String hash = passwords.hash(password);
            assertThat(hash).startsWith("$2a$04$").hasSize(60);
            assertThat(Passwords.matches(hash, password)).isTrue();
        }
        assertThatThrownBy(() -> passwords.hash("é".repeat(37)))
                .isInstanceOf(Refused.class)
                .hasMessage("bcrypt: password length exceeds 72 bytes");
    }

    @Test
    void aHashThatIsNoneIsOfNoPassword() {
        assertThat(Passwords.matches("", "")).isFalse();
        assertThat(Passwords.matches("nonsense", "nonsense")).isFalse();
    }
}
